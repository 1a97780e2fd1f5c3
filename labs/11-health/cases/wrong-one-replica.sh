#!/bin/sh
# expects: replicas replicas-wrong
set -eu
docker service create --name "$NAME" --detach "$IMAGE"

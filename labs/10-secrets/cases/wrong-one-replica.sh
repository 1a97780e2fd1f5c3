#!/bin/sh
# expects: replicas replicas-wrong
set -eu
docker service create --name "$NAME" --init --detach "$IMAGE" sleep 1d

#!/bin/sh
# expects: replicas replicas-wrong
set -eu
docker service create --name "$NAME" --replicas 3 --detach "$IMAGE" sleep 1d

#!/bin/sh
# expects: live task-rejected
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE:9.99" sleep 1d

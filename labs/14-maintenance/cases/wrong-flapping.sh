#!/bin/sh
# expects: live task-flapping
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --restart-delay 1s --detach "$IMAGE" true

#!/bin/sh
# expects: pinned service-not-pinned
# Two nodes are still open to the task.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --constraint node.role==worker \
  --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE"

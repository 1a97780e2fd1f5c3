#!/bin/sh
# expects: live task-flapping
# The command writes the line and ends.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --restart-delay 1s --detach \
  --mount "type=volume,src=$VOLUME,dst=$DATA" "$IMAGE" sh -c "echo $MARKER >$FILE"

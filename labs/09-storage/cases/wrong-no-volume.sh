#!/bin/sh
# expects: volume mount-missing
# The data lie in the container itself.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --mount "type=volume,src=$VOLUME,dst=/var$DATA" --detach "$IMAGE"

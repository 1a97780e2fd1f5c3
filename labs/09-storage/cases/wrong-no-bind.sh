#!/bin/sh
# expects: bind mount-missing
set -eu
docker service create --name "$NAME" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --mount "type=bind,src=$SOURCE,dst=$SOURCE,readonly" --detach "$IMAGE"

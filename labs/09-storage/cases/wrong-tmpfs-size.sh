#!/bin/sh
# expects: tmpfs tmpfs-size-wrong
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --mount "type=tmpfs,dst=$CACHE" --detach "$IMAGE"

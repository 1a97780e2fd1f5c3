#!/bin/sh
# expects: tmpfs mount-type-wrong
# Without a type it is a volume.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --mount "src=cache,dst=$CACHE" --detach "$IMAGE"

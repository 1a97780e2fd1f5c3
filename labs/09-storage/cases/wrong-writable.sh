#!/bin/sh
# expects: bind mount-writable
# As it is in the docs: without readonly the container may write to the node's file.
set -eu
docker service create --name "$NAME" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --mount "type=bind,src=$SOURCE,dst=$TARGET" --detach "$IMAGE"

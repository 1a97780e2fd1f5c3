#!/bin/sh
# expects: bind mount-type-wrong
# A volume, which knows nothing of the node.
set -eu
docker service create --name "$NAME" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --mount "type=volume,src=os-release,dst=$TARGET,readonly" --detach "$IMAGE"

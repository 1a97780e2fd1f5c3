#!/bin/sh
# expects: live task-rejected
# The engine does not make what is missing on the node.
set -eu
docker service create --name "$NAME" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --mount "type=bind,src=$SOURCE.txt,dst=$TARGET,readonly" --detach "$IMAGE"

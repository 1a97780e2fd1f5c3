#!/bin/sh
# expects: volume mount-type-wrong
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --mount "type=bind,src=/tmp,dst=$DATA" --detach "$IMAGE"

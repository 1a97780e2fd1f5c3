#!/bin/sh
# expects: volume mount-source-wrong
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --mount "type=volume,src=${VOLUME}2,dst=$DATA" --detach "$IMAGE"

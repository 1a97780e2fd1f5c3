#!/bin/sh
# expects: volume volume-anonymous
# Each task gets a new volume that bears no name.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --mount "type=volume,dst=$DATA" --detach "$IMAGE"

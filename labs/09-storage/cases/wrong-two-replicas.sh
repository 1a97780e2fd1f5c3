#!/bin/sh
# expects: live replicas-wrong
# Each of the two has a volume of its own: two halves of the data.
set -eu
docker service create --name "$NAME" --replicas 2 --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --detach "$IMAGE"

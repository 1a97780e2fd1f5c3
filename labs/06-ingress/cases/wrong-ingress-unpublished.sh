#!/bin/sh
# expects: ingress port-missing
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

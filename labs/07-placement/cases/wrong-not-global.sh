#!/bin/sh
# expects: exist mode-wrong
# As many replicas as workers are not one on each.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$PORTER"
docker service create --detach --name "$PORTER" --replicas 2 --constraint node.role==worker --replicas-max-per-node 1 "$IMAGE"

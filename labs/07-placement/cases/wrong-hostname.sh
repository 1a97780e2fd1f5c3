#!/bin/sh
# expects: store constraint-by-node
# The right node, by its name.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$STORE"
docker service create --detach --name "$STORE" --replicas "$STORE_REPLICAS" \
  --constraint node.hostname!=node3 --replicas-max-per-node "$PER_NODE" "$IMAGE"

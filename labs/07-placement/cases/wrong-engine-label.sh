#!/bin/sh
# expects: store constraint-engine-label
# The label is the node's, and the constraint asks the engine.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$STORE"
docker service create --detach --name "$STORE" --replicas "$STORE_REPLICAS" \
  --constraint "engine.labels.$DISK_LABEL==$DISK" --replicas-max-per-node "$PER_NODE" "$IMAGE"

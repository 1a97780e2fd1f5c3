#!/bin/sh
# expects: store constraint-missing
# A preference refuses no node.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$STORE"
docker service create --detach --name "$STORE" --replicas "$STORE_REPLICAS" \
  --placement-pref "spread=node.labels.$DISK_LABEL" --replicas-max-per-node "$PER_NODE" "$IMAGE"

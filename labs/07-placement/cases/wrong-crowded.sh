#!/bin/sh
# expects: apart not-spread
# The limit came when both tasks had their node already.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$STORE"
docker service create --detach --name "$STORE" --replicas "$STORE_REPLICAS" \
  --constraint "node.labels.$DISK_LABEL==$DISK" --constraint node.role==manager "$IMAGE"
until [ "$(docker service ps "$STORE" --format '{{.CurrentState}}' | grep -c Running)" -eq "$STORE_REPLICAS" ]; do sleep 0.3; done
docker service update --detach --constraint-rm node.role==manager --replicas-max-per-node "$PER_NODE" "$STORE"

#!/bin/sh
# Services first, labels and rules afterwards; what stands wrong is placed anew.
set -eu
docker service create --detach --name "$STORE" "$IMAGE"
docker service create --detach --name "$SHOP" --replicas "$SHOP_REPLICAS" "$IMAGE"
docker service create --detach --name "$PORTER" --mode global "$IMAGE"
until [ "$(docker service ps "$SHOP" --format '{{.CurrentState}}' | grep -c Running)" -eq "$SHOP_REPLICAS" ]; do sleep 0.3; done
manager=$(docker node ls --quiet --filter role=manager | head -n 1)
set -- $(docker node ls --quiet --filter role=worker)
docker node update --label-add "$ZONE_LABEL=$SMALL_ZONE" "$manager"
for node in "$@"; do
  docker node update --label-add "$ZONE_LABEL=$BIG_ZONE" --label-add "$DISK_LABEL=$DISK" "$node"
done
docker service update --detach --replicas "$STORE_REPLICAS" --replicas-max-per-node "$PER_NODE" \
  --constraint-add "node.labels.$DISK_LABEL==$DISK" "$STORE"
docker service update --detach --placement-pref-add "spread=node.labels.$ZONE_LABEL" \
  --force --update-parallelism 0 "$SHOP"
docker service update --detach --constraint-add 'NODE.ROLE==Worker' "$PORTER"

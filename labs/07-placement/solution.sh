#!/bin/sh
# Two nodes with a fast disk, two zones, and three services that know of them.
set -eu
manager=$(docker node ls --quiet --filter role=manager | head -n 1)
set -- $(docker node ls --quiet --filter role=worker)
docker node update --label-add "$DISK_LABEL=$DISK" --label-add "$ZONE_LABEL=$SMALL_ZONE" "$manager"
docker node update --label-add "$DISK_LABEL=$DISK" --label-add "$ZONE_LABEL=$BIG_ZONE" "$1"
docker node update --label-add "$ZONE_LABEL=$BIG_ZONE" "$2"
docker service create --detach --name "$STORE" --replicas "$STORE_REPLICAS" \
  --constraint "node.labels.$DISK_LABEL==$DISK" --replicas-max-per-node "$PER_NODE" "$IMAGE"
docker service create --detach --name "$SHOP" --replicas "$SHOP_REPLICAS" \
  --placement-pref "spread=node.labels.$ZONE_LABEL" "$IMAGE"
docker service create --detach --name "$PORTER" --mode global --constraint node.role==worker "$IMAGE"

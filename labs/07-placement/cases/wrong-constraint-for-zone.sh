#!/bin/sh
# expects: preference preference-missing
# All zones are allowed; none is to get its share.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$SHOP"
docker service create --detach --name "$SHOP" --replicas "$SHOP_REPLICAS" \
  --constraint "node.labels.$ZONE_LABEL!=none" "$IMAGE"

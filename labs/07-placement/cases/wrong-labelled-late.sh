#!/bin/sh
# expects: balanced tasks-unbalanced
# The zones are drawn anew; the tasks stay where they stand.
set -eu
. "$LAB_DIR/solution.sh"
until [ "$(docker service ps "$SHOP" --format '{{.CurrentState}}' | grep -c Running)" -eq "$SHOP_REPLICAS" ]; do sleep 0.3; done
docker node update --label-add "$ZONE_LABEL=$BIG_ZONE" "$manager"
docker node update --label-add "$ZONE_LABEL=$SMALL_ZONE" "$2"

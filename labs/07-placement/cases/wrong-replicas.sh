#!/bin/sh
# expects: exist replicas-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service scale --detach "$SHOP=$((SHOP_REPLICAS - 2))"

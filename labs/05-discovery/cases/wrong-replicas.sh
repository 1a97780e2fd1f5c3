#!/bin/sh
# expects: running replicas-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service scale --detach "$DIRECT=$REPLICAS"

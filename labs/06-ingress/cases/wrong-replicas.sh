#!/bin/sh
# expects: modes replicas-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service scale --detach "$NAME=$((REPLICAS + 1))"

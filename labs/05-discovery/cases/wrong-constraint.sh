#!/bin/sh
# expects: running tasks-off-network
set -eu
. "$LAB_DIR/solution.sh"
docker service update --constraint-add node.labels.zone==a --update-parallelism 0 --detach "$DIRECT"

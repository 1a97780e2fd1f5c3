#!/bin/sh
# expects: running tasks-missing
# One constraint too many: a worker is left without its task.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --detach --constraint-add "node.labels.$DISK_LABEL==$DISK" "$PORTER"

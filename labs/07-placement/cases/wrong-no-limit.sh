#!/bin/sh
# expects: limit max-replicas-wrong
# One on each node today, by the scheduler's habit alone.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --detach --replicas-max-per-node 0 "$STORE"

#!/bin/sh
# expects: running tasks-missing
# The constraint keeps the manager free: there nobody answers on the port.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --constraint-add node.role==worker --detach "$AGENT"

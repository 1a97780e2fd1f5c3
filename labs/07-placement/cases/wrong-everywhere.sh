#!/bin/sh
# expects: porter constraint-missing
# On the manager too.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --detach --constraint-rm node.role==worker "$PORTER"

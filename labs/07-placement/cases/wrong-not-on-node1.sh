#!/bin/sh
# expects: porter constraint-by-node
# The manager is kept free by its name.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --detach --constraint-rm node.role==worker --constraint-add node.hostname!=node1 "$PORTER"

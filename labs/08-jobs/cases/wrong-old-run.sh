#!/bin/sh
# expects: done no-suitable-node
# The first run is complete, the second has nowhere to run.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --detach --constraint-add node.labels.disk==ssd "$NAME"

#!/bin/sh
# expects: label course-label-missing
# The label stands on a worker, which anyone could have set up; the manager has none.
set -eu
. "$LAB_DIR/solution.sh"
docker --host "$NODE1" node update --label-rm "$LABEL" node1
docker --host "$NODE1" node update --label-add "$LABEL=yes" node2

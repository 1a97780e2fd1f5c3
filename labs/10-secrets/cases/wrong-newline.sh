#!/bin/sh
# expects: content secret-content-wrong
# The value as echo gives it, on a node that the grader does not speak to.
set -eu
NEW_PASSWORD="$NEW_PASSWORD
"
. "$LAB_DIR/cases/wrong-direct.sh"
docker service update --constraint-add node.hostname==node2 --detach "$NAME"

#!/bin/sh
# expects: done job-task-failed
# Tried again and again; a later run is no better for an earlier one that went well.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --detach --restart-delay 1s --args 'cat /no/such/file' "$NAME"

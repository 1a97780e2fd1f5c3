#!/bin/sh
# expects: running task-flapping
# The command of the service says one word and ends.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --args 'echo ready' --restart-delay 1s --update-parallelism 0 --detach "$PORTER"

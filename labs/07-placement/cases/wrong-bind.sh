#!/bin/sh
# expects: running task-rejected
# The nodes have no such folder to mount.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --mount-add type=bind,src=/no/such/folder,dst=/data --update-parallelism 0 --detach "$STORE"

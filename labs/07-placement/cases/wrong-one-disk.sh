#!/bin/sh
# expects: disks node-label-wrong
# The case of a label's name counts.
set -eu
. "$LAB_DIR/solution.sh"
docker node update --label-rm "$DISK_LABEL" "$1"
docker node update --label-add "Disk=$DISK" "$1"

#!/bin/sh
# expects: ended container-not-ended
# Killed and started again by hand.
set -eu
. "$LAB_DIR/solution.sh"
docker start "$CONTAINER"

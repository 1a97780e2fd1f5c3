#!/bin/sh
# expects: exist service-missing
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$PORTER"

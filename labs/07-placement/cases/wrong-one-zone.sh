#!/bin/sh
# expects: zones node-label-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker node update --label-add "$ZONE_LABEL=$SMALL_ZONE" "$2"

#!/bin/sh
# expects: addresses replicas-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service scale --detach "$NAME=2"

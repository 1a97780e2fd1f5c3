#!/bin/sh
# expects: classic classic-swarm-container
# The name is enough: the old program itself can be had from nowhere.
set -eu
. "$LAB_DIR/solution.sh"
docker tag busybox swarm:1.2.9
docker run --detach --name swarm-manager swarm:1.2.9 sleep 1d

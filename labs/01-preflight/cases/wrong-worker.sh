#!/bin/sh
# expects: member engine-is-worker
# The socket is that of somebody's worker.
set -eu
. "$LAB_DIR/solution.sh"
docker --host "$NODE2" swarm init --advertise-addr "$NODE2_ADDR"
token=$(docker --host "$NODE2" swarm join-token --quiet worker)
docker swarm join --token "$token" "$NODE2_ADDR:2377"

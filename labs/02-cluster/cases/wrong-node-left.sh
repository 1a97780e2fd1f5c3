#!/bin/sh
# expects: ready node-down
# A worker has left; the swarm still keeps its record.
set -eu
. "$LAB_DIR/solution.sh"
docker --host "$NODE3" swarm leave
until docker --host "$NODE1" node ls --format '{{.Status}}' | grep -q Down; do sleep 0.2; done

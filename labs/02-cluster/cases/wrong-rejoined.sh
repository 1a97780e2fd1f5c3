#!/bin/sh
# expects: addresses node-address-shared
# A worker left and joined again: its old record stands beside the new one.
set -eu
. "$LAB_DIR/solution.sh"
docker --host "$NODE3" swarm leave
docker --host "$NODE3" swarm join --token "$token" "$NODE1_ADDR:2377"

#!/bin/sh
# Any node may be the manager, and a worker may name its own address as well.
set -eu
docker --host "$NODE2" swarm init --advertise-addr "$NODE2_ADDR:2377"
token=$(docker --host "$NODE2" swarm join-token --quiet worker)
docker --host "$NODE3" swarm join --advertise-addr "$NODE3_ADDR" --token "$token" "$NODE2_ADDR:2377"
docker --host "$NODE1" swarm join --advertise-addr "$NODE1_ADDR" --token "$token" "$NODE2_ADDR:2377"
docker --host "$NODE2" node update --label-add "$LABEL" node2

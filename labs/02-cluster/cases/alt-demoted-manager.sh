#!/bin/sh
# Joined with the manager's token and demoted afterwards: the roles are right in the end.
set -eu
docker --host "$NODE1" swarm init --advertise-addr "$NODE1_ADDR"
manager=$(docker --host "$NODE1" swarm join-token --quiet manager)
worker=$(docker --host "$NODE1" swarm join-token --quiet worker)
docker --host "$NODE2" swarm join --token "$manager" "$NODE1_ADDR:2377"
docker --host "$NODE3" swarm join --token "$worker" "$NODE1_ADDR:2377"
docker --host "$NODE1" node demote node2
docker --host "$NODE1" node update --label-add "$LABEL=yes" node1

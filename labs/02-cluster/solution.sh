#!/bin/sh
# One manager, two workers, and the label that says: this swarm belongs to the course.
set -eu
docker --host "$NODE1" swarm init --advertise-addr "$NODE1_ADDR"
token=$(docker --host "$NODE1" swarm join-token --quiet worker)
docker --host "$NODE2" swarm join --token "$token" "$NODE1_ADDR:2377"
docker --host "$NODE3" swarm join --token "$token" "$NODE1_ADDR:2377"
docker --host "$NODE1" node update --label-add "$LABEL=yes" node1

#!/bin/sh
# A worker did not wait for the manager and came back as a new node.
set -eu
. "$LAB_DIR/solution.sh"
token=$(docker swarm join-token --quiet worker)
docker --host "$NODE3" swarm leave
docker --host "$NODE3" swarm join --token "$token" "$NODE1_ADDR:2377"
until docker node ls --format '{{.Hostname}} {{.Status}}' | grep -q 'node3 Down'; do sleep 0.3; done
docker node rm $(docker node ls --format '{{.ID}} {{.Status}}' | awk '$2 == "Down" { print $1 }')

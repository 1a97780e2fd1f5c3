#!/bin/sh
# expects: odd managers-even
# A manager left and came back under a new ID: its old record is the fourth manager.
set -eu
docker node promote node2 node3
until docker --host "$NODE3" node ls >/dev/null 2>&1; do sleep 0.2; done
docker --host "$NODE3" swarm leave --force
token=$(docker swarm join-token --quiet manager)
docker --host "$NODE3" swarm join --token "$token" "$NODE1_ADDR:2377"

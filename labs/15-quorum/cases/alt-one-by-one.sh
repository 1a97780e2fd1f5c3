#!/bin/sh
# Through "node update" instead of "promote", from another manager, and the keys are new too.
set -eu
docker node update --role manager node2
until docker --host "$NODE2" node ls >/dev/null 2>&1; do sleep 0.2; done
docker --host "$NODE2" node update --role manager node3
docker --host "$NODE2" swarm join-token --rotate worker
docker --host "$NODE2" swarm update --autolock
docker swarm unlock-key --rotate

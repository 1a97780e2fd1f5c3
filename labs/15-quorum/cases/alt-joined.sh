#!/bin/sh
# The workers leave and come back as managers, and their old records go; both tokens are
# new, and autolock was turned on before anybody joined.
set -eu
docker swarm update --autolock=true
docker swarm join-token --quiet --rotate worker
token=$(docker swarm join-token --quiet --rotate manager)
for node in "$NODE2" "$NODE3"; do
  docker --host "$node" swarm leave
  docker --host "$node" swarm join --token "$token" "$NODE1_ADDR:2377"
done
docker node rm --force $(docker node ls --filter role=worker --quiet)

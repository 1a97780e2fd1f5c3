#!/bin/sh
# The manager leaves, and with that nothing is left of the swarm but an archive.
set -eu
copy=$(mktemp)
roy machine stop node1
roy machine ssh node1 tar -C /var/lib/docker -czf "$copy" swarm
roy machine start node1
docker service rm "$NAME"
containers() { docker --host "$1" ps --all --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
for node in "$NODE1" "$NODE2" "$NODE3"; do
  until [ -z "$(containers "$node")" ]; do sleep 0.3; done
done
docker swarm leave --force
roy machine stop node1
roy machine ssh node1 sh -c 'rm -rf /var/lib/docker/swarm/*'
roy machine ssh node1 tar -C /var/lib/docker -xzf "$copy"
roy machine start node1
docker swarm init --force-new-cluster --advertise-addr "$NODE1_ADDR"
rm "$copy"

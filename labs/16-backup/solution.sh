#!/bin/sh
# A copy of the swarm's state, an accident, and the state as it was.
set -eu
copy=$(mktemp -d)

roy machine stop node1
roy machine ssh node1 cp -a /var/lib/docker/swarm "$copy"
roy machine start node1

docker service rm "$NAME"
containers() { docker --host "$1" ps --all --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
for node in "$NODE1" "$NODE2" "$NODE3"; do
  until [ -z "$(containers "$node")" ]; do sleep 0.3; done
done

roy machine stop node1
roy machine ssh node1 rm -rf /var/lib/docker/swarm
roy machine ssh node1 cp -a "$copy/swarm" /var/lib/docker
roy machine start node1
docker swarm init --force-new-cluster --advertise-addr "$NODE1_ADDR"
rm -rf "$copy"

#!/bin/sh
# The only manager needs no --force-new-cluster: its engine goes on where the copy ends. The
# copy lies beside the folder, and the service had been changed before it was removed.
set -eu
roy machine stop node1
roy machine ssh node1 cp -a /var/lib/docker/swarm /var/lib/docker/swarm.copy
roy machine start node1
docker service scale --detach "$NAME=1"
docker service rm "$NAME"
containers() { docker --host "$1" ps --all --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
for node in "$NODE1" "$NODE2" "$NODE3"; do
  until [ -z "$(containers "$node")" ]; do sleep 0.3; done
done
roy machine stop node1
roy machine ssh node1 sh -c 'cd /var/lib/docker && rm -rf swarm && mv swarm.copy swarm'
roy machine start node1

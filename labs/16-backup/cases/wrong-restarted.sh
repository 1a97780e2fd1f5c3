#!/bin/sh
# expects: restored restore-unseen
# A copy was made and nothing was lost: the engine only stood still.
set -eu
roy machine stop node1
roy machine ssh node1 cp -a /var/lib/docker/swarm /var/lib/docker/swarm.copy
roy machine ssh node1 rm -r /var/lib/docker/swarm.copy
roy machine start node1
docker swarm init --force-new-cluster --advertise-addr "$NODE1_ADDR"

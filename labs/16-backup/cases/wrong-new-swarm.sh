#!/bin/sh
# expects: cluster baseline-missing
# No copy: a new swarm, and in it a service of the same name.
set -eu
docker swarm leave --force
docker swarm init --advertise-addr "$NODE1_ADDR"
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

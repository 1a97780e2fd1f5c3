#!/bin/sh
# An encrypted network that spans the nodes, then the service moves in, all tasks at once.
set -eu
docker network create --driver overlay --subnet "$SUBNET" --opt encrypted --attachable "$NETWORK"
docker service update --network-add "$NETWORK" --update-parallelism 0 --detach "$NAME"

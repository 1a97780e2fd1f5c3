#!/bin/sh
# expects: overlay network-not-allocated
# Another network of the swarm has this subnet already.
set -eu
docker network create --driver overlay --subnet "$SUBNET" first
docker network create --driver overlay --subnet "$SUBNET" --opt encrypted --attachable "$NETWORK"
docker service update --network-add "$NETWORK" --detach "$NAME"

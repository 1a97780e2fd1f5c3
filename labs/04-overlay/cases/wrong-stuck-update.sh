#!/bin/sh
# expects: addresses tasks-off-network
# The update to the network brought a wrong tag along and stopped at the first task: the
# other three work as before, outside the network.
set -eu
docker network create --driver overlay --subnet "$SUBNET" --opt encrypted --attachable "$NETWORK"
docker service update --network-add "$NETWORK" --image "$IMAGE:9.99" --detach "$NAME"

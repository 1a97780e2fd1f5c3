#!/bin/sh
# expects: attached service-not-attached
# Each service in a network of its own: they do not see each other.
set -eu
. "$LAB_DIR/solution.sh"
docker network create --driver overlay other
docker service update --network-rm "$NETWORK" --network-add other --detach "$DIRECT"

#!/bin/sh
# expects: attached service-not-attached
# The network is there, the service stays in another one.
set -eu
docker network create --driver overlay --subnet "$SUBNET" --opt encrypted --attachable "$NETWORK"
docker network create --driver overlay other
docker service update --network-add other --update-parallelism 0 --detach "$NAME"

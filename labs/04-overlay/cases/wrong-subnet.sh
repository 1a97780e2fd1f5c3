#!/bin/sh
# expects: subnet network-subnet-wrong
# The swarm chose a subnet itself.
set -eu
docker network create --driver overlay --opt encrypted --attachable "$NETWORK"
docker service update --network-add "$NETWORK" --update-parallelism 0 --detach "$NAME"

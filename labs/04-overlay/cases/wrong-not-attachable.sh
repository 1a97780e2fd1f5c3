#!/bin/sh
# expects: attachable network-not-attachable
set -eu
docker network create --driver overlay --subnet "$SUBNET" --opt encrypted "$NETWORK"
docker service update --network-add "$NETWORK" --update-parallelism 0 --detach "$NAME"

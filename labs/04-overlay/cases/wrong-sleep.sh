#!/bin/sh
# expects: traffic task-not-answering
# The container lives, and nobody listens.
set -eu
docker network create --driver overlay --subnet "$SUBNET" --opt encrypted --attachable "$NETWORK"
docker service update --network-add "$NETWORK" --args 'sleep 3000' --stop-signal KILL --update-parallelism 0 --detach "$NAME"

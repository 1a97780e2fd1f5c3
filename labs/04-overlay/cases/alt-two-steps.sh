#!/bin/sh
# First without encryption, then the network made anew; the service moves twice.
set -eu
docker network create -d overlay --subnet "$SUBNET" "$NETWORK"
docker service update --quiet --update-parallelism 0 --network-add "$NETWORK" "$NAME"
docker service update --detach --network-rm "$NETWORK" "$NAME"
until docker network rm "$NETWORK" 2>/dev/null; do sleep 0.5; done
# The node gives the name free when its last task has left the old network.
until docker network create -d overlay --subnet "$SUBNET" --opt encrypted --attachable "$NETWORK"; do
  sleep 0.5
done
docker service update --detach --network-add "$NETWORK" "$NAME"

#!/bin/sh
# One network, a service with a virtual address and a second name, one without an address.
set -eu
docker network create --driver overlay "$NETWORK"
docker service create --name "$NAME" --replicas "$REPLICAS" \
  --network "name=$NETWORK,alias=$ALIAS" --detach "$IMAGE"
docker service create --name "$DIRECT" --replicas "$DIRECT_REPLICAS" \
  --network "$NETWORK" --endpoint-mode dnsrr --detach "$IMAGE"

#!/bin/sh
# expects: names name-resolves-wrong
# Both services bear the second name: DNS mixes their addresses.
set -eu
docker network create --driver overlay "$NETWORK"
docker service create --name "$NAME" --replicas "$REPLICAS" --network "name=$NETWORK,alias=$ALIAS" --detach "$IMAGE"
docker service create --name "$DIRECT" --replicas "$DIRECT_REPLICAS" --network "name=$NETWORK,alias=$ALIAS" --endpoint-mode dnsrr --detach "$IMAGE"

#!/bin/sh
# expects: alias alias-missing
# The host name of the containers leads to the tasks and is no alias of the service.
set -eu
docker network create --driver overlay "$NETWORK"
docker service create --name "$NAME" --replicas "$REPLICAS" --network "$NETWORK" --hostname "$ALIAS" --detach "$IMAGE"
docker service create --name "$DIRECT" --replicas "$DIRECT_REPLICAS" --network "$NETWORK" --endpoint-mode dnsrr --detach "$IMAGE"

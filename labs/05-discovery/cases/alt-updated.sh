#!/bin/sh
# Created anyhow and mended by updates, in another order; a second network does no harm.
set -eu
docker service create --detach --name "$DIRECT" "$IMAGE"
docker service create --detach --name "$NAME" --endpoint-mode dnsrr "$IMAGE"
docker network create -d overlay --attachable "$NETWORK"
docker network create -d overlay other
docker service update --detach --endpoint-mode dnsrr --network-add "$NETWORK" --replicas "$DIRECT_REPLICAS" "$DIRECT"
docker service update --quiet --endpoint-mode vip --network-add other --network-add "name=$NETWORK,alias=$ALIAS" "$NAME"
docker service scale --detach "$NAME=$REPLICAS"

#!/bin/sh
# expects: attached network-missing
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
docker service create --name "$DIRECT" --replicas "$DIRECT_REPLICAS" --endpoint-mode dnsrr --detach "$IMAGE"

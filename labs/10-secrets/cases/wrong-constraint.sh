#!/bin/sh
# expects: live no-suitable-node
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --constraint node.labels.vault==yes --detach "$IMAGE" sleep 1d

#!/bin/sh
# expects: spread not-spread
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --constraint node.role==manager --detach "$IMAGE" sleep 1d

#!/bin/sh
# expects: live no-suitable-node
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --constraint node.labels.tier==front \
  --detach "$NEW_IMAGE"

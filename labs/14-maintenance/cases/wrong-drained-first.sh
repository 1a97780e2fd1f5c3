#!/bin/sh
# expects: drained nothing-moved
# The node was empty already.
set -eu
docker node update --availability drain node3
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

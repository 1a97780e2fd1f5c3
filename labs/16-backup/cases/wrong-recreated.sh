#!/bin/sh
# expects: same service-recreated
# The service was made again by hand.
set -eu
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

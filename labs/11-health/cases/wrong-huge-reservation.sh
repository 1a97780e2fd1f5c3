#!/bin/sh
# expects: live no-suitable-node
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --reserve-memory 900G "$IMAGE"

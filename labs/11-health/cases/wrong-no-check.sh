#!/bin/sh
# expects: test health-missing
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

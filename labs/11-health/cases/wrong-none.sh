#!/bin/sh
# expects: test health-disabled
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --no-healthcheck "$IMAGE"

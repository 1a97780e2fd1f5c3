#!/bin/sh
# expects: health health-disabled
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --no-healthcheck --detach "$NEW_IMAGE"

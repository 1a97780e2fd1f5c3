#!/bin/sh
# expects: health health-missing
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$NEW_IMAGE"

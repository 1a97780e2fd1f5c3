#!/bin/sh
# expects: health health-always-true
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --health-interval 1s --detach \
  --health-cmd "wget -q -O /dev/null $URL || true" "$NEW_IMAGE"

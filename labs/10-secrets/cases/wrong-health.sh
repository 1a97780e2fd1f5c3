#!/bin/sh
# expects: hidden secret-in-health
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach \
  --health-interval 1s --health-cmd "grep -q $NEW_PASSWORD /run/secrets/$FILE || true" "$IMAGE" sleep 1d

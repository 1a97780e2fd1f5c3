#!/bin/sh
# expects: live tasks-missing
# The health check asks for a page that is not there: the tasks stay `starting`.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --health-interval 20s --detach \
  --health-cmd 'wget -q -O /dev/null http://127.0.0.1/healthz' "$NEW_IMAGE"

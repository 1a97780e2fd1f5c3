#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$GREETER"
docker service create --name "$GREETER" --replicas "$GREETERS" --detach \
  --health-cmd 'wget -q -O /dev/null http://127.0.0.1/health' --health-interval 2s roy-web:1.0

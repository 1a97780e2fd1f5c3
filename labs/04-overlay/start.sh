#!/bin/sh
# The service of the lesson before, as it is in no network of its own yet.
set -eu
serve='mkdir -p /www; hostname >/www/index.html; exec httpd -f -p 80 -h /www'
docker service inspect "$NAME" >/dev/null 2>&1 ||
  docker service create --name "$NAME" --replicas "$REPLICAS" --stop-grace-period 1s \
    --detach "$IMAGE" sh -c "$serve"

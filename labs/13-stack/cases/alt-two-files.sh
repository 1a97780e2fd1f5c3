#!/bin/sh
# The change as a second file on top of the first, and a deployment that only prunes.
set -eu
files=$(mktemp -d)
trap 'rm -r "$files"' EXIT
cat >"$files/base.yml" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $OLD_IMAGE
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML
cat >"$files/cache.yml" <<YAML
version: '3.8'
services:
  $CACHE:
    image: $OLD_IMAGE
    networks: [$NETWORK]
YAML
cat >"$files/change.yml" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    deploy: { update_config: { monitor: 1s } }
YAML
docker stack deploy -c "$files/base.yml" -c "$files/cache.yml" "$STACK"
until docker service ls --filter "name=${STACK}_$FRONT" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker stack deploy -c "$files/base.yml" -c "$files/change.yml" "$STACK"
docker stack deploy --prune -c "$files/base.yml" -c "$files/change.yml" "$STACK"

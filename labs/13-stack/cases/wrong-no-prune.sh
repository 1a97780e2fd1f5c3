#!/bin/sh
# expects: pruned service-not-pruned
set -eu
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $OLD_IMAGE
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
  $CACHE:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML
until docker service ls --filter "name=${STACK}_$FRONT" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS, update_config: { monitor: 1s } }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML

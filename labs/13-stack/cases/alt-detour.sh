#!/bin/sh
# Mistakes on the way do not count: another image first; the service removed by its name.
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
    image: busybox
    command: sleep 1d
    init: true
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS, update_config: { monitor: 1s } }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
  $CACHE:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML
until docker service ps "${STACK}_$FRONT" | grep -q busybox; do sleep 0.2; done
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS, update_config: { parallelism: 0 } }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML
docker service rm "${STACK}_$CACHE"

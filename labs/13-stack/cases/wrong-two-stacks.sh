#!/bin/sh
# expects: services stack-other
# The changed file is deployed under another name; the first stack stays as it was.
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
docker stack deploy --prune --compose-file - test_stack2 <<YAML
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

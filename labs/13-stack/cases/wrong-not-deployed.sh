#!/bin/sh
# expects: image image-wrong
# The file was changed, but not deployed.
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

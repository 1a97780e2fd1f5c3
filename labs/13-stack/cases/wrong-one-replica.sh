#!/bin/sh
# expects: live replicas-wrong
set -eu
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    networks: [$NETWORK]
    deploy: { replicas: 1 }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML

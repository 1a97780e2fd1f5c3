#!/bin/sh
# expects: live no-suitable-node
set -eu
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS, placement: { constraints: [node.labels.disk==ssd] } }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML

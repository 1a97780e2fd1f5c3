#!/bin/sh
# expects: live task-flapping
set -eu
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    command: 'true'
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS, restart_policy: { delay: 1s } }
  $API:
    image: $OLD_IMAGE
    networks: [$NETWORK]
networks:
  $NETWORK: {}
YAML

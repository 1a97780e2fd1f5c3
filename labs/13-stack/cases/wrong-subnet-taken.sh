#!/bin/sh
# expects: live tasks-missing
# The network wants a subnet that is taken: it never comes to be, and tasks stay "new".
set -eu
docker network create --driver overlay --subnet 10.44.0.0/24 first
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
  $NETWORK:
    ipam: { config: [{ subnet: 10.44.0.0/24 }] }
YAML

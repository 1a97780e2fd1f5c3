#!/bin/sh
# expects: network network-missing
# All are in the network that a stack has by default.
set -eu
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    deploy: { replicas: $REPLICAS, update_config: { monitor: 1s } }
  $API:
    image: $OLD_IMAGE
YAML

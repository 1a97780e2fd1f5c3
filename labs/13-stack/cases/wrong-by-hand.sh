#!/bin/sh
# expects: services stack-label-missing
# The name is that of the stack, and the stack knows nothing of it.
set -eu
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $FRONT:
    image: $NEW_IMAGE
    networks: [$NETWORK]
    deploy: { replicas: $REPLICAS, update_config: { monitor: 1s } }
networks:
  $NETWORK: {}
YAML
docker service create --name "${STACK}_$API" --network "${STACK}_$NETWORK" --detach "$OLD_IMAGE"

#!/bin/sh
# From a stack file: the short names become aliases beside the one that is asked.
set -eu
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $DIRECT:
    image: $IMAGE
    networks: [$NETWORK]
    deploy: { replicas: $DIRECT_REPLICAS, endpoint_mode: dnsrr }
  $NAME:
    image: $IMAGE
    networks:
      $NETWORK: { aliases: [$ALIAS, shopfront] }
    deploy: { replicas: $REPLICAS, endpoint_mode: vip }
networks:
  $NETWORK:
YAML

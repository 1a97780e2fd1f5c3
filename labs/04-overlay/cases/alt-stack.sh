#!/bin/sh
# Network and service from one stack file: both names get the stack's prefix.
set -eu
docker service rm "$NAME"
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $NAME:
    image: $IMAGE
    command: [sh, -c, 'mkdir -p /www; hostname >/www/index.html; exec httpd -f -p $PORT -h /www']
    networks: [$NETWORK]
    stop_grace_period: 1s
    deploy: { replicas: $REPLICAS }
networks:
  $NETWORK:
    driver: overlay
    attachable: true
    driver_opts: { encrypted: 'true' }
    ipam: { config: [{ subnet: $SUBNET }] }
YAML

#!/bin/sh
# From a stack file, the short syntax for one and the long for the other.
set -eu
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $NAME:
    image: $IMAGE
    ports: ['$PUBLISHED_PORT:$TARGET_PORT']
    deploy: { replicas: $REPLICAS }
  $AGENT:
    image: $IMAGE
    ports:
      - { published: $AGENT_PORT, target: $TARGET_PORT, protocol: tcp, mode: host }
    deploy: { mode: global }
YAML

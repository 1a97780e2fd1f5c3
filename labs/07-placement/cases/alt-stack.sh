#!/bin/sh
# From a stack file; the zones lie otherwise, and the constraints are written otherwise.
set -eu
manager=$(docker node ls --quiet --filter role=manager | head -n 1)
set -- $(docker node ls --quiet --filter role=worker)
docker node update --label-add "$ZONE_LABEL=$BIG_ZONE" "$manager"
docker node update --label-add "$ZONE_LABEL=$BIG_ZONE" --label-add "$DISK_LABEL=$DISK" "$1"
docker node update --label-add "$ZONE_LABEL=$SMALL_ZONE" --label-add "$DISK_LABEL=$DISK" "$2"
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $STORE:
    image: $IMAGE
    deploy:
      replicas: $STORE_REPLICAS
      placement:
        max_replicas_per_node: $PER_NODE
        constraints: ['node.labels.$DISK_LABEL == $DISK', node.platform.os == linux]
  $SHOP:
    image: $IMAGE
    deploy:
      replicas: $SHOP_REPLICAS
      placement:
        preferences: [{ spread: node.labels.$ZONE_LABEL }]
  $PORTER:
    image: $IMAGE
    deploy:
      mode: global
      placement:
        constraints: [node.role != manager]
YAML

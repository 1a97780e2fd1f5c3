#!/bin/sh
# A stack; the node is a manager; the new tasks start before the old ones end.
set -eu
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $NAME:
    image: $IMAGE
    deploy:
      replicas: $REPLICAS
      update_config: { parallelism: 2, order: start-first, monitor: 1s }
YAML
full() { docker service ls --filter "name=course_$NAME" | grep -q "$REPLICAS/$REPLICAS"; }
until full; do sleep 0.5; done
docker node update --availability drain node1
until [ "$(docker node ps node1 | grep -c ' Running ')" -eq 0 ] && full; do sleep 0.5; done
docker node update --availability active node1
docker service update --force --detach "course_$NAME"

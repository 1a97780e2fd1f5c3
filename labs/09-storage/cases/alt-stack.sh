#!/bin/sh
# A stack: its volume bears its name. The task stands on a node that the grader does not
# speak to. A second deployment changes nothing, so that the task is made anew by hand.
set -eu
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $NAME:
    image: $IMAGE
    volumes:
      - $VOLUME:$DATA/
      - { type: tmpfs, target: $CACHE, tmpfs: { size: 16777216 } }
    deploy:
      placement: { constraints: [node.role == worker, node.hostname != node2] }
      update_config: { monitor: 1s }
  $AGENT:
    image: $IMAGE
    volumes: ['$SOURCE:$TARGET:ro']
    deploy: { mode: global }
volumes:
  $VOLUME: {}
YAML
there() { docker --host "$NODE3" ps --quiet --filter "label=com.docker.swarm.service.name=course_$NAME"; }
until [ -n "$(there)" ]; do sleep 0.3; done
docker --host "$NODE3" exec "$(there)" sh -c "printf %s $MARKER >$FILE"
sleep 1
docker service update --force --detach "course_$NAME"

#!/bin/sh
# The same service from a stack file: its name gets the stack's prefix.
set -eu
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $NAME:
    image: $IMAGE
    command: [sh, -c, 'mkdir -p /www; hostname >/www/index.html; exec httpd -f -p 80 -h /www']
    deploy: { replicas: $REPLICAS }
YAML
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=course_$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker rm --force "$(here | head -n 1)"
until docker service ps "course_$NAME" | grep -q Failed; do sleep 0.2; done

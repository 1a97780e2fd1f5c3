#!/bin/sh
# From a stack file; the application is not broken but hangs: its process is stopped.
set -eu
docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $NAME:
    image: $IMAGE
    healthcheck:
      test: [CMD, wget, -q, -O, /dev/null, '$URL']
      interval: 3s
      timeout: 1s
      retries: 3
    deploy:
      replicas: $REPLICAS
      resources:
        limits: { memory: $MEMORY, cpus: '$CPUS' }
        reservations: { memory: $RESERVED }
      restart_policy: { condition: on-failure, delay: ${DELAY}s }
YAML
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=course_$NAME" --filter health=healthy; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker exec "$(here | head -n 1)" sh -c 'kill -STOP $(pidof httpd)'
until docker service ps --no-trunc "course_$NAME" | grep -q 'unhealthy container'; do sleep 0.5; done

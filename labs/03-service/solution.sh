#!/bin/sh
# Two replicas, then four; then one container dies and the swarm replaces it.
set -eu
serve='mkdir -p /www; hostname >/www/index.html; httpd -f -p 80 -h /www'
docker service create --name "$NAME" --replicas 2 --detach "$IMAGE" sh -c "$serve"
docker service scale --detach "$NAME=$REPLICAS"
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker kill "$(here | head -n 1)"
until docker service ps "$NAME" | grep -q Failed; do sleep 0.2; done

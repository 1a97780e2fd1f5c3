#!/bin/sh
# expects: replaced no-unhealthy-task
# A killed container is replaced too, but it was not ill.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL" --health-interval 2s --health-timeout 2s --health-retries 2 --restart-delay 1s "$IMAGE"
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker kill "$(here | head -n 1)"
until docker service ps "$NAME" | grep -q Failed; do sleep 0.2; done

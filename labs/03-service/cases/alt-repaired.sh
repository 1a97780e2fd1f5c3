#!/bin/sh
# Mistakes on the way do not count: a wrong tag, then the right image; a container that
# ends by itself and is replaced serves as proof as well as one that was killed.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE:9.99" sleep 1d
until docker service ps "$NAME" | grep -q Rejected; do sleep 0.2; done
docker service update --detach --update-parallelism 0 --image "$IMAGE" "$NAME"
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker kill "$(here | head -n 1)"
until docker service ps "$NAME" | grep -q Failed; do sleep 0.2; done

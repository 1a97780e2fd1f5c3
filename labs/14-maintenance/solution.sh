#!/bin/sh
# A worker is drained, its tasks go elsewhere; it comes back, and all tasks are made anew.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach \
  --update-parallelism 3 --update-monitor 1s "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
node=$(docker node ls --filter role=worker --format '{{.Hostname}}' | head -n 1)
docker node update --availability drain "$node"
until [ "$(docker node ps "$node" | grep -c ' Running ')" -eq 0 ]; do sleep 0.3; done
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker node update --availability active "$node"
docker service update --force --detach "$NAME"

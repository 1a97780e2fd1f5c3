#!/bin/sh
# expects: rebalanced nodes-empty
# The tasks were made anew while the node was still away.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --update-parallelism 0 --update-monitor 1s --detach "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker node update --availability drain node3
until [ "$(docker node ps node3 | grep -c ' Running ')" -eq 0 ]; do sleep 0.3; done
docker service update --force --quiet "$NAME"
docker node update --availability active node3

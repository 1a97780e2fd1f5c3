#!/bin/sh
# Two nodes after each other, as with a patch that all machines need; all tasks at once at the end.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
full() { docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; }
for node in node2 node3; do
  until full; do sleep 0.5; done
  docker node update --availability drain "$node"
  until [ "$(docker node ps "$node" | grep -c ' Running ')" -eq 0 ] && full; do sleep 0.5; done
  docker node update --availability active "$node"
done
docker service update --force --update-parallelism 0 --update-monitor 1s --detach "$NAME"

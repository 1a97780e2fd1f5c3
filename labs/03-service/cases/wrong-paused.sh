#!/bin/sh
# expects: recovers task-not-replaced
# All runs, but no node takes new tasks.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE" sleep 1d
until [ "$(docker service ps "$NAME" --format '{{.CurrentState}}' | grep -c Running)" -eq "$REPLICAS" ]; do sleep 0.3; done
for node in $(docker node ls --quiet); do docker node update --availability pause "$node"; done

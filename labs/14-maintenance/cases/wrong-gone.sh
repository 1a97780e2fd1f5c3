#!/bin/sh
# expects: returned node-down
# Drained as it should be, and then it never came back.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker node update --availability drain node3
until [ "$(docker node ps node3 | grep -c ' Running ')" -eq 0 ]; do sleep 0.3; done
docker --host "$NODE3" swarm leave
until docker node ls --format '{{.Status}}' | grep -q Down; do sleep 0.3; done

#!/bin/sh
# expects: drained node-stopped
# The node is taken away as it stands; the swarm finds out and makes up for it.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker --host "$NODE3" swarm leave
until docker node ls --format '{{.Status}}' | grep -q Down; do sleep 0.3; done

#!/bin/sh
# expects: drained node-paused
# Nothing new comes to the node, and what is there stays.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker node update --availability pause node3

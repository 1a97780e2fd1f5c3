#!/bin/sh
# expects: returned node-not-active
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker node update --availability drain node3

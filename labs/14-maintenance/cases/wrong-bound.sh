#!/bin/sh
# expects: live no-suitable-node
# The service may run on the drained node alone.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --constraint node.hostname==node3 --detach "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker node update --availability drain node3

#!/bin/sh
# expects: replicas replicas-wrong
# Fewer replicas for the time of the work.
set -eu
docker service create --name "$NAME" --replicas "$((REPLICAS - 2))" --detach "$IMAGE"
docker node update --availability drain node3

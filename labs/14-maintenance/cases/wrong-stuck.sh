#!/bin/sh
# expects: live tasks-missing
# The service waits for a network that never comes to be: its subnet is taken.
set -eu
docker network create --driver overlay --subnet 10.44.0.0/24 first
docker network create --driver overlay --subnet 10.44.0.0/24 second
docker service create --name "$NAME" --replicas "$REPLICAS" --network second --detach "$IMAGE"

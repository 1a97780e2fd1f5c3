#!/bin/sh
# expects: live tasks-missing
# Two networks want the same subnet: tasks of the second stay "new" without a word of why.
set -eu
docker service rm "$NAME"
docker network create --driver overlay --subnet 10.44.0.0/24 first
docker network create --driver overlay --subnet 10.44.0.0/24 second
docker service create --name "$NAME" --replicas "$REPLICAS" --network second --detach "$IMAGE"

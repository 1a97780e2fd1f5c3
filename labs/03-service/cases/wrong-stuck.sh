#!/bin/sh
# expects: live tasks-missing
# Two networks want the same subnet: the second never comes to be, and the tasks that need
# it stay in the state "new" without a word of why.
set -eu
docker network create --driver overlay --subnet 10.44.0.0/24 first
docker network create --driver overlay --subnet 10.44.0.0/24 second
docker service create --name "$NAME" --replicas "$REPLICAS" --network second --detach "$IMAGE" sleep 1d

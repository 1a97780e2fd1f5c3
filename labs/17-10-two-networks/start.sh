#!/bin/sh
# Each service in a network of its own.
set -eu
docker network create --driver overlay "$WAITER_NET"
docker network create --driver overlay "$KITCHEN_NET"
docker service create --name "$WAITER" --replicas "$WAITERS" --network "$WAITER_NET" --update-monitor 1s \
  --detach roy-web:1.0
docker service create --name "$KITCHEN" --network "$KITCHEN_NET" --update-monitor 1s --detach roy-web:1.0

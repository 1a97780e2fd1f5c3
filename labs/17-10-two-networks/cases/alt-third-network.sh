#!/bin/sh
# Both meet in a third network.
set -eu
docker network create --driver overlay "$WAITER-$KITCHEN"
docker service update --detach --network-add "$WAITER-$KITCHEN" "$WAITER"
docker service update --detach --network-add "$WAITER-$KITCHEN" "$KITCHEN"

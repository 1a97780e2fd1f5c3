#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$KITCHEN"
docker service create --name "$KITCHEN" --network "$WAITER_NET" --detach roy-web:1.0

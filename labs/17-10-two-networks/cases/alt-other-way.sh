#!/bin/sh
# The other one moves, and leaves its own network.
set -eu
docker service update --detach --network-rm "$KITCHEN_NET" --network-add "$WAITER_NET" "$KITCHEN"

#!/bin/sh
set -eu
docker service update --detach --network-add "$KITCHEN_NET" "$WAITER"

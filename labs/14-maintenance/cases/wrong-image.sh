#!/bin/sh
# expects: exists image-wrong
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach busybox sleep 1d

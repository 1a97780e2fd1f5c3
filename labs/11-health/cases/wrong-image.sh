#!/bin/sh
# expects: exists image-wrong
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach busybox sleep 1d

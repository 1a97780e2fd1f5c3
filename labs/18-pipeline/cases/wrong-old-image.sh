#!/bin/sh
# expects: image image-wrong
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$OLD_IMAGE"

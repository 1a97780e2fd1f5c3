#!/bin/sh
# expects: limits limit-wrong
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --limit-memory "$MEMORY" --detach "$NEW_IMAGE"

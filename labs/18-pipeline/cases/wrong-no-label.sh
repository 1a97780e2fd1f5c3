#!/bin/sh
# expects: revision revision-missing
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$NEW_IMAGE"

#!/bin/sh
# expects: updated update-missing
# The right image from the beginning: nothing was updated.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --update-failure-action rollback --detach "$NEW_IMAGE"

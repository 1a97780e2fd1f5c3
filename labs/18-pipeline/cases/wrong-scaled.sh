#!/bin/sh
# expects: updated update-missing
# The second deployment went well; then somebody scaled, and the proof is gone.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --quiet "$OLD_IMAGE"
docker service update --quiet --update-parallelism 0 --update-monitor 1s --image "$NEW_IMAGE" "$NAME"
docker service scale --detach "$NAME=3"
docker service scale --detach "$NAME=$REPLICAS"

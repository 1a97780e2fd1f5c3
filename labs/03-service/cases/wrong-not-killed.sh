#!/bin/sh
# expects: healed not-healed
# Scaling down and up again and a forced update replace tasks too, but nothing was healed.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --stop-signal KILL --detach "$IMAGE" sleep 1d
docker service scale --detach "$NAME=2"
docker service scale --detach "$NAME=$REPLICAS"
docker service update --force --update-parallelism 0 --detach "$NAME"

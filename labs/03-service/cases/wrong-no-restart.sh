#!/bin/sh
# expects: recovers restart-condition-wrong
# All runs, but what dies stays dead.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --restart-condition none --detach "$IMAGE" sleep 1d

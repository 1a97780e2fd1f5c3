#!/bin/sh
# expects: job not-a-job
# It is not started again, and is no job all the same: no run is counted.
set -eu
docker service create --detach --name "$NAME" --replicas "$COMPLETIONS" --restart-condition none "$IMAGE" echo done
docker service update --detach --force "$NAME"

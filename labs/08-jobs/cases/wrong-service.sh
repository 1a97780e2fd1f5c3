#!/bin/sh
# expects: job not-a-job
# A service whose command ends: it is started again and again.
set -eu
docker service create --detach --name "$NAME" --replicas "$COMPLETIONS" --restart-delay 1s "$IMAGE" echo done

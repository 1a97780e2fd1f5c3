#!/bin/sh
# expects: limits limit-wrong
# A reservation is no limit.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL" --health-interval 2s --health-timeout 2s --health-retries 2 --reserve-memory "$MEMORY" --reserve-cpu 0.01 "$IMAGE"

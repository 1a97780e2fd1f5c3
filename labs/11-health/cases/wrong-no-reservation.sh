#!/bin/sh
# expects: reservation reservation-wrong
# A limit is no reservation.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL" --health-interval 2s --health-timeout 2s --health-retries 2 --limit-memory "$MEMORY" --limit-cpu "$CPUS" "$IMAGE"

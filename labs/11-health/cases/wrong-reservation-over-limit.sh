#!/bin/sh
# expects: reservation reservation-over-limit
# Limit and reservation are mixed up.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL" --health-interval 2s --health-timeout 2s --health-retries 2 --limit-memory "$RESERVED" --limit-cpu "$CPUS" --reserve-memory "$MEMORY" "$IMAGE"

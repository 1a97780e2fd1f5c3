#!/bin/sh
# expects: works service-not-working
# The task that found no place is given up.
set -eu
docker service update --detach --reserve-memory "$FORECAST_MEMORY" --replicas 2 "$FORECAST"

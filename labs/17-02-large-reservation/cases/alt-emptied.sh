#!/bin/sh
# No task is left while the reservation changes, in bytes.
set -eu
docker service scale --detach "$FORECAST=0"
docker service update --detach --reserve-memory "$((${FORECAST_MEMORY%M} * 1024 * 1024))" "$FORECAST"
docker service scale --detach "$FORECAST=$FORECASTS"

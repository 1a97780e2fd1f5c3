#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$FORECAST"
docker service create --name "$FORECAST" --replicas "$FORECASTS" --reserve-memory "$FORECAST_MEMORY" \
  --limit-memory 64M --detach roy-web:1.0

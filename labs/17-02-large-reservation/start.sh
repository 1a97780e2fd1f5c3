#!/bin/sh
# One letter of an update is wrong: terabytes for megabytes.
set -eu
docker service create --name "$FORECAST" --replicas "$FORECASTS" --reserve-memory "$FORECAST_MEMORY" \
  --limit-memory 64M --update-monitor 1s --detach roy-web:1.0
until [ "$(docker service ls --filter "name=$FORECAST" --format '{{.Replicas}}')" = "$FORECASTS/$FORECASTS" ]; do
  sleep 0.2
done
docker service update --detach --reserve-memory "${FORECAST_MEMORY%M}T" "$FORECAST"

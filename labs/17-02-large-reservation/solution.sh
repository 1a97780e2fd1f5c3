#!/bin/sh
set -eu
docker service update --detach --reserve-memory "$FORECAST_MEMORY" "$FORECAST"

#!/bin/sh
# expects: reserve reservation-over-limit
# More is kept for a task than it may ever use.
set -eu
docker service update --detach --reserve-memory "$FORECAST_MEMORY" --limit-memory 32M "$FORECAST"

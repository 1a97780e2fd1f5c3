#!/bin/sh
# Less is kept and less allowed; the tasks are changed together.
set -eu
docker service update --detach --reserve-memory "$FORECAST_MEMORY" --limit-memory 48M \
  --update-parallelism 0 "$FORECAST"

#!/bin/sh
# expects: again job-not-repeated
# Made anew, it begins to count anew.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --detach --name "$NAME" --mode replicated-job \
  --replicas "$COMPLETIONS" --max-concurrent "$CONCURRENCY" "$IMAGE" echo done

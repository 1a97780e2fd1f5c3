#!/bin/sh
# expects: done task-rejected
set -eu
docker service create --detach --name "$NAME" --mode replicated-job --restart-delay 1s \
  --replicas "$COMPLETIONS" --max-concurrent "$CONCURRENCY" "$IMAGE:9.99" echo done

#!/bin/sh
# The first run could not succeed; the mended command is the second run.
set -eu
docker service create --detach --name "$NAME" --mode replicated-job --restart-delay 1s \
  --replicas "$COMPLETIONS" --max-concurrent "$CONCURRENCY" "$IMAGE" false
until docker service ps "$NAME" | grep -q Failed; do sleep 0.3; done
docker service update --detach --args 'echo done' "$NAME"

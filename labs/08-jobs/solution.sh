#!/bin/sh
# Three tasks, one after another; when all have completed, the same job once more.
set -eu
docker service create --detach --name "$NAME" --mode replicated-job \
  --replicas "$COMPLETIONS" --max-concurrent "$CONCURRENCY" "$IMAGE" echo done
until docker service ls --filter "name=$NAME" | grep -q "($COMPLETIONS/$COMPLETIONS completed)"; do sleep 0.3; done
docker service update --detach --force "$NAME"

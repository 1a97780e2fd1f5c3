#!/bin/sh
# expects: done job-unfinished
# The command of a job has to end.
set -eu
docker service create --detach --name "$NAME" --mode replicated-job \
  --replicas "$COMPLETIONS" --max-concurrent "$CONCURRENCY" "$IMAGE" sleep 1d

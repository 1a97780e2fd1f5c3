#!/bin/sh
# expects: completions job-completions-wrong
# So many at a time, and one in all.
set -eu
docker service create --detach --name "$NAME" --mode replicated-job --max-concurrent "$CONCURRENCY" "$IMAGE" echo done
docker service update --detach --force "$NAME"

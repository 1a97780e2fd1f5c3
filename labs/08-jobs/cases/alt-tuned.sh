#!/bin/sh
# One task at first; the rest of the description came later. Each change is a run.
set -eu
docker service create --detach --name "$NAME" --mode replicated-job roy-web:1.0 cat /etc/roy-web-version
docker service update --detach --max-concurrent "$CONCURRENCY" "$NAME"
docker service scale --detach "$NAME=$COMPLETIONS"

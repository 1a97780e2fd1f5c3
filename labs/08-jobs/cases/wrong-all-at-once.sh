#!/bin/sh
# expects: concurrency job-concurrency-wrong
set -eu
docker service create --detach --name "$NAME" --mode replicated-job --replicas "$COMPLETIONS" "$IMAGE" echo done
docker service update --detach --force "$NAME"

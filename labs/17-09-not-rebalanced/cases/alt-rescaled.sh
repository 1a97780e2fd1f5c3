#!/bin/sh
# Fewer replicas, and then as many as before.
set -eu
docker service scale --detach "$CAROUSEL=2"
until [ "$(docker service ps --quiet --filter desired-state=running "$CAROUSEL" | wc -l)" = 2 ]; do sleep 0.2; done
docker service scale --detach "$CAROUSEL=$CAROUSELS"

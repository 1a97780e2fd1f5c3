#!/bin/sh
# expects: rollback update-not-rolled-back
# Whatever comes of it, the update goes on.
set -eu
docker service update --no-healthcheck --update-failure-action continue \
  --update-parallelism 0 --update-monitor 1s --image "$BAD_IMAGE" "$NAME"

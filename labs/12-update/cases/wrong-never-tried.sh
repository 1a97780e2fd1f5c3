#!/bin/sh
# expects: rollback bad-update-missing
# The good image at once.
set -eu
docker service update --update-order start-first --update-failure-action rollback \
  --update-parallelism 0 --update-monitor 1s --image "$NEW_IMAGE" "$NAME"

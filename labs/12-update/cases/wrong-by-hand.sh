#!/bin/sh
# watched
# expects: rollback update-not-rolled-back
# Without a health check the bad image passes for a good one; a person took it back.
set -eu
docker service update --no-healthcheck --update-order start-first --update-failure-action rollback \
  --update-parallelism 0 --update-monitor 1s --image "$BAD_IMAGE" "$NAME"
docker service rollback "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done

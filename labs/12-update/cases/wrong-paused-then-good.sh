#!/bin/sh
# watched
# expects: rollback update-paused
# The next update has wiped the pause out; the journal knows of it.
set -eu
docker service update --update-order start-first --restart-delay 0s --detach --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q paused; do sleep 0.2; done
docker service update --update-failure-action rollback --update-parallelism 0 --image "$NEW_IMAGE" "$NAME"

#!/bin/sh
# watched
# First as it is by default: a pause, and back by hand. What was learnt then is done right.
set -eu
docker service update --restart-delay 0s --detach --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q paused; do sleep 0.2; done
docker service rollback "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done
docker service update --update-order start-first --update-failure-action rollback \
  --label-add "$LABEL=$LABEL_VALUE" --label-rm "$OLD_LABEL" "$NAME"
docker service update --detach --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done
docker service update --publish-rm "$DEBUG_TARGET" --image "$NEW_IMAGE" "$NAME"

#!/bin/sh
# watched
# The order and what to do on failure first; then the bad image, which comes back; then the good one.
set -eu
docker service update --update-order start-first --update-failure-action rollback "$NAME"
docker service update --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done
docker service update --image "$NEW_IMAGE" \
  --label-add "$LABEL=$LABEL_VALUE" --label-rm "$OLD_LABEL" --publish-rm "$DEBUG_TARGET" "$NAME"

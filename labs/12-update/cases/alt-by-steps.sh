#!/bin/sh
# watched
# One thing at a time, in another order, both labels and ports before any image.
set -eu
docker service update --label-add "$LABEL=$LABEL_VALUE" "$NAME"
docker service update --label-rm "$OLD_LABEL" "$NAME"
docker service update --update-order start-first "$NAME"
docker service update --update-failure-action rollback --rollback-order start-first "$NAME"
docker service update --publish-rm "$DEBUG_TARGET" "$NAME"
docker service update --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done
docker service update --image "$NEW_IMAGE" "$NAME"

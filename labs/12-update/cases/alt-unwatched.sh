#!/bin/sh
# Nobody watches: what only a watcher can see is not asked for.
set -eu
docker service update --update-order start-first --update-failure-action rollback "$NAME"
docker service update --detach --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done
docker service update --update-parallelism 2 --image "$NEW_IMAGE" \
  --label-add "$LABEL=$LABEL_VALUE" --label-rm "$OLD_LABEL" --publish-rm "$DEBUG_TARGET" "$NAME"

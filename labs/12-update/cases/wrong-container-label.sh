#!/bin/sh
# expects: labels service-label-wrong
# On the containers, and not on the service.
set -eu
docker service update --detach --container-label-add "$LABEL=$LABEL_VALUE" --label-rm "$OLD_LABEL" \
  --update-parallelism 0 --update-monitor 1s "$NAME"

#!/bin/sh
# expects: policy update-order-wrong
# In one command with the bad image: the rollback has taken the order back as well.
set -eu
docker service update --detach --update-order start-first --update-failure-action rollback \
  --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done

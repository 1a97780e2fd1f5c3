#!/bin/sh
# expects: image image-wrong
# Rolled back, and left at that.
set -eu
docker service update --update-order start-first --update-failure-action rollback "$NAME"
docker service update --detach --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q rollback_completed; do sleep 0.2; done

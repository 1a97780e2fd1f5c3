#!/bin/sh
# expects: updated update-not-completed
# The new version fails its health check, and the update stops half way.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --quiet --health-interval 1s --health-retries 2 \
  --health-cmd "wget -q -O /dev/null $URL" "$OLD_IMAGE"
docker service update --detach --image "$NEW_IMAGE" --health-cmd 'test -e /nowhere' "$NAME"
until docker service inspect --format '{{json .UpdateStatus}}' "$NAME" | grep -q paused; do sleep 0.5; done

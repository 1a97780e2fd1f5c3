#!/bin/sh
# expects: updated update-not-completed
# After the good version a broken one, which the swarm has taken back.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --quiet --health-interval 1s --health-retries 2 \
  --health-cmd "wget -q -O /dev/null $URL" --update-failure-action rollback --rollback-monitor 1s "$NEW_IMAGE"
docker service update --detach --image roy-web:broken "$NAME"
until docker service inspect --format '{{json .UpdateStatus}}' "$NAME" | grep -q rollback_completed; do sleep 0.5; done

#!/bin/sh
# expects: same service-not-kept
# Everything is as asked, on a service that is not the one that was there.
set -eu
docker service rm "$NAME"
until docker service create --name "$NAME" --replicas "$REPLICAS" --network "$NETWORK" \
  --label "$LABEL=$LABEL_VALUE" --publish "published=$PUBLISHED_PORT,target=$TARGET_PORT" \
  --health-cmd "wget -q -O /dev/null $HEALTH" --health-interval 1s \
  --update-order start-first --update-failure-action rollback --detach "$NEW_IMAGE"; do sleep 0.2; done

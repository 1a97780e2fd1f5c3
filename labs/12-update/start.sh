#!/bin/sh
# A service as it was left by whoever had it before: a port and a label that nobody needs.
set -eu
docker network inspect "$NETWORK" >/dev/null 2>&1 ||
  docker network create --driver overlay "$NETWORK"
docker service inspect "$NAME" >/dev/null 2>&1 ||
  docker service create --name "$NAME" --replicas "$REPLICAS" --network "$NETWORK" \
    --label "$OLD_LABEL=yes" \
    --publish "published=$PUBLISHED_PORT,target=$TARGET_PORT" \
    --publish "published=$DEBUG_PORT,target=$DEBUG_TARGET" \
    --health-cmd "wget -q -O /dev/null $HEALTH" \
    --health-interval 1s --health-timeout 2s --health-retries 2 \
    --update-monitor 2s --rollback-monitor 1s --detach "$OLD_IMAGE"

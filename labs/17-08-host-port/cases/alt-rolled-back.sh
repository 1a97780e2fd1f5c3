#!/bin/sh
# Back first, then forward in the right order.
set -eu
docker service rollback --detach "$TURNSTILE"
until docker service inspect "$TURNSTILE" --format '{{json .UpdateStatus}}' | grep -q '"rollback_completed"'; do sleep 0.2; done
docker service update --detach --update-order stop-first --update-parallelism 0 --image "$TURNSTILE_IMAGE" "$TURNSTILE"

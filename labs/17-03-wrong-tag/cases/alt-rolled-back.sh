#!/bin/sh
# Back to what worked first, then on to the right version.
set -eu
docker service rollback --detach "$VITRINE"
until docker service inspect "$VITRINE" --format '{{json .UpdateStatus}}' | grep -q '"rollback_completed"'; do sleep 0.2; done
docker service update --detach --image "$VITRINE_IMAGE" "$VITRINE"

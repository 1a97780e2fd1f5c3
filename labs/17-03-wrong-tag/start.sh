#!/bin/sh
# The tag of the new version has a digit too many; the update stops at its first task.
set -eu
docker service create --name "$VITRINE" --replicas "$VITRINES" --update-monitor 1s --detach roy-web:1.0
until [ "$(docker service ls --filter "name=$VITRINE" --format '{{.Replicas}}')" = "$VITRINES/$VITRINES" ]; do
  sleep 0.2
done
docker service update --detach --image "${VITRINE_IMAGE}0" "$VITRINE"
until docker service inspect "$VITRINE" --format '{{json .UpdateStatus}}' | grep -q '"paused"'; do sleep 0.2; done

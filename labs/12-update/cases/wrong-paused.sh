#!/bin/sh
# expects: rollback update-paused
# What happens where nothing else was asked for.
set -eu
docker service update --restart-delay 0s --detach --image "$BAD_IMAGE" "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q paused; do sleep 0.2; done

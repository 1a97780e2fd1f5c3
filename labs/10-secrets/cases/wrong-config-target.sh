#!/bin/sh
# expects: config config-target-wrong
# Without a target it lies in the root of the container.
set -eu
echo "$CONFIG_LINE" | docker config create "$CONFIG" -
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach --config "$CONFIG" "$IMAGE" sleep 1d

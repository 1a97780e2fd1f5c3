#!/bin/sh
# expects: attached secret-mode-wrong
set -eu
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach \
  --secret "source=$NEW_SECRET,target=$FILE" "$IMAGE" sleep 1d

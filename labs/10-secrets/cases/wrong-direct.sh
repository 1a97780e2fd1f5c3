#!/bin/sh
# expects: rotated secret-not-rotated
# The new password from the beginning.
set -eu
printf %s "$OLD_PASSWORD" | docker secret create "$OLD_SECRET" -
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
echo "$CONFIG_LINE" | docker config create "$CONFIG" -
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach \
  --secret "source=$NEW_SECRET,target=$FILE,mode=$MODE" \
  --config "source=$CONFIG,target=$CONFIG_FILE" "$IMAGE" sleep 1d

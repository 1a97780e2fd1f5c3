#!/bin/sh
# The old password first; then one update puts the new secret in its place, under the same file.
set -eu
printf %s "$OLD_PASSWORD" | docker secret create "$OLD_SECRET" -
echo "$CONFIG_LINE" | docker config create "$CONFIG" -
docker service create --name "$NAME" --replicas "$REPLICAS" --init --quiet \
  --secret "source=$OLD_SECRET,target=$FILE,mode=$MODE" \
  --config "source=$CONFIG,target=$CONFIG_FILE" "$IMAGE" sleep 1d
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
docker service update --secret-rm "$OLD_SECRET" \
  --secret-add "source=$NEW_SECRET,target=$FILE,mode=$MODE" --detach "$NAME"

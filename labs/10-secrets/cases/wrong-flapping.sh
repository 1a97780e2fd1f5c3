#!/bin/sh
# expects: live task-flapping
# The command shows the file and ends.
set -eu
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
docker service create --name "$NAME" --replicas "$REPLICAS" --restart-delay 1s --detach \
  --secret "source=$NEW_SECRET,target=$FILE,mode=$MODE" "$IMAGE" test -s "/run/secrets/$FILE"

#!/bin/sh
# All tasks on a node that the grader does not speak to, as a user who cannot read the file:
# the comparison goes to them.
set -eu
printf %s "$OLD_PASSWORD" | docker secret create "$OLD_SECRET" -
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
echo "$CONFIG_LINE" | docker config create "$CONFIG" -
docker service create --name "$NAME" --replicas "$REPLICAS" --init --quiet --user 1000 \
  --constraint node.hostname==node3 --secret "source=$OLD_SECRET,target=$FILE,mode=$MODE" \
  --config "source=$CONFIG,target=$CONFIG_FILE" "$IMAGE" sleep 1d
docker service update --secret-rm "$OLD_SECRET" --update-parallelism 0 \
  --secret-add "source=$NEW_SECRET,target=$FILE,mode=$MODE" --detach "$NAME"

#!/bin/sh
# Created bare; secret and config come by updates, the path of the file is written in full,
# the old secret goes in an update of its own and is deleted.
set -eu
docker service create --name "$NAME" --init --quiet --detach "$IMAGE" sleep 1d
docker service scale --detach "$NAME=$REPLICAS"
printf %s "$OLD_PASSWORD" | docker secret create --label stage=old "$OLD_SECRET" -
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
printf %s "$CONFIG_LINE" | docker config create "$CONFIG" -
docker service update --quiet --update-parallelism 0 --update-monitor 1s \
  --secret-add "src=$OLD_SECRET,target=/run/secrets/$FILE,uid=0,mode=$MODE" \
  --config-add "src=$CONFIG,target=$CONFIG_FILE,mode=0444" "$NAME"
docker service update --quiet --secret-rm "$OLD_SECRET" "$NAME"
docker secret rm "$OLD_SECRET"
docker service update --detach --secret-add "src=$NEW_SECRET,target=/run/secrets/$FILE,mode=$MODE" \
  --env-add "PASSWORD_FILE=/run/secrets/$FILE" "$NAME"

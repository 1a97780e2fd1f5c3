#!/bin/sh
# expects: attached secret-not-attached
# The new secret is there, the service still has the old one.
set -eu
printf %s "$OLD_PASSWORD" | docker secret create "$OLD_SECRET" -
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach \
  --secret "source=$OLD_SECRET,target=$FILE,mode=$MODE" "$IMAGE" sleep 1d

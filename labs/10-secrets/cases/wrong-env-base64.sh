#!/bin/sh
# expects: hidden secret-in-env
# Base64 hides nothing.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach \
  --env "DB_URL=$(printf %s "postgres://app:$NEW_PASSWORD@db/app" | base64 -w 0)" "$IMAGE" sleep 1d

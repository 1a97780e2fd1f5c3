#!/bin/sh
# expects: hidden secret-in-args
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach "$IMAGE" \
  sh -c "echo $NEW_PASSWORD >/tmp/$FILE; exec sleep 1d"

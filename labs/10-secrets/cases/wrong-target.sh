#!/bin/sh
# expects: attached secret-target-wrong
# The file bears the secret's name: an application would have to be told of every change.
set -eu
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach --secret "$NEW_SECRET" "$IMAGE" sleep 1d

#!/bin/sh
# expects: secret secret-target-wrong
set -eu
echo any | docker secret create "$SECRET" -
docker service create --name "$NAME" --replicas "$REPLICAS" --secret "$SECRET" --detach "$NEW_IMAGE"

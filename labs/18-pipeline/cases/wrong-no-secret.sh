#!/bin/sh
# expects: secret secret-not-attached
# The secret is there; the service does not know it.
set -eu
echo any | docker secret create "$SECRET" -
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$NEW_IMAGE"

#!/bin/sh
# expects: rollback rollback-policy-missing
# The default: an update that fails stops half way.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --update-order start-first --detach "$NEW_IMAGE"

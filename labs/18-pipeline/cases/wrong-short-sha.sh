#!/bin/sh
# expects: revision revision-not-a-commit
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --label "$LABEL=d6cd1e2" --detach "$NEW_IMAGE"

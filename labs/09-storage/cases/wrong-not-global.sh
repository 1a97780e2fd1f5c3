#!/bin/sh
# expects: live mode-wrong
# Three replicas stand on three nodes today; tomorrow there may be four.
set -eu
docker service create --name "$NAME" --detach "$IMAGE"
docker service create --name "$AGENT" --replicas 3 --detach "$IMAGE"

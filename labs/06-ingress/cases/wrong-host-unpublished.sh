#!/bin/sh
# expects: host port-missing
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$AGENT"
docker service create --name "$AGENT" --mode global --detach "$IMAGE"

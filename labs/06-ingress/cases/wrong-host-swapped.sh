#!/bin/sh
# expects: host port-swapped
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$AGENT"
docker service create --name "$AGENT" --mode global --publish "published=$TARGET_PORT,target=$AGENT_PORT,mode=host" --detach "$IMAGE"

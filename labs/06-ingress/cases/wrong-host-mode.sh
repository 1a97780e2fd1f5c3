#!/bin/sh
# expects: host port-mode-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$AGENT"
docker service create --name "$AGENT" --mode global --publish "published=$AGENT_PORT,target=$TARGET_PORT,mode=ingress" --detach "$IMAGE"

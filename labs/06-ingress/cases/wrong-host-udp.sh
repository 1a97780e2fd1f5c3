#!/bin/sh
# expects: host port-protocol-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$AGENT"
docker service create --name "$AGENT" --mode global --publish "published=$AGENT_PORT,target=$TARGET_PORT,protocol=udp,mode=host" --detach "$IMAGE"

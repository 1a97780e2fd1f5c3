#!/bin/sh
# expects: modes mode-wrong
# As many replicas as nodes are not one on each node.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$AGENT"
docker service create --name "$AGENT" --replicas 3 \
  --publish "published=$AGENT_PORT,target=$TARGET_PORT,mode=host" --detach "$IMAGE"

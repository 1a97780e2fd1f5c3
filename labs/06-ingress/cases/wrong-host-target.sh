#!/bin/sh
# expects: host port-target-wrong
# The same number on both sides; the image listens on another.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$AGENT"
docker service create --name "$AGENT" --mode global --publish "published=$AGENT_PORT,target=$AGENT_PORT,mode=host" --detach "$IMAGE"

#!/bin/sh
# expects: ingress port-mode-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --publish "published=$PUBLISHED_PORT,target=$TARGET_PORT,mode=host" --detach "$IMAGE"

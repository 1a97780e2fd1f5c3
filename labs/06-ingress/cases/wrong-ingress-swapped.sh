#!/bin/sh
# expects: ingress port-swapped
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --publish "published=$TARGET_PORT,target=$PUBLISHED_PORT,mode=ingress" --detach "$IMAGE"

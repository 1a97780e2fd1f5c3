#!/bin/sh
# expects: ingress port-target-wrong
# The same number on both sides; the image listens on another.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --publish "published=$PUBLISHED_PORT,target=$PUBLISHED_PORT,mode=ingress" --detach "$IMAGE"

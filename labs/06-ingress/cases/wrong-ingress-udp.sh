#!/bin/sh
# expects: ingress port-protocol-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --publish "published=$PUBLISHED_PORT,target=$TARGET_PORT,protocol=udp,mode=ingress" --detach "$IMAGE"

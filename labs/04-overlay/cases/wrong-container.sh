#!/bin/sh
# expects: attached service-missing
# A container in the attachable network, and the service is gone.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker run --detach --name "$NAME" --network "$NETWORK" "$IMAGE" sleep 1d

#!/bin/sh
# expects: timing health-slow
# The engine's own times: half a minute each, three tries.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL" "$IMAGE"

#!/bin/sh
# expects: test health-always-true
# The test asks, and its answer is thrown away.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL || exit 0" "$IMAGE"

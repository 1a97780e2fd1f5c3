#!/bin/sh
# expects: live tasks-missing
# The tasks end as soon as they begin, again and again.
set -eu
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --restart-delay 1s --detach busybox false

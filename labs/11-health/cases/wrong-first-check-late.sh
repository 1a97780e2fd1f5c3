#!/bin/sh
# expects: live tasks-missing
# Until its first check a task is starting, and that comes in an hour.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL" --health-interval 1h "$IMAGE"

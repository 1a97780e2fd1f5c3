#!/bin/sh
# expects: live task-flapping
# The test asks for a page that is not there and kills a good application.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null ${URL}z" --health-interval 1s --health-timeout 1s --health-retries 1 --restart-delay 1s "$IMAGE"

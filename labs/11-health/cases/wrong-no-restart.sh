#!/bin/sh
# expects: notices restart-condition-wrong
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd "wget -q -O /dev/null $URL" --health-interval 2s --health-timeout 2s --health-retries 2 --restart-condition none "$IMAGE"

#!/bin/sh
# expects: notices health-blind
# The process is in the list, whether it answers or not.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach --health-cmd 'pidof httpd' --health-interval 2s --health-timeout 2s --health-retries 2 "$IMAGE"

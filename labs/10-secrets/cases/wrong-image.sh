#!/bin/sh
# expects: exists image-wrong
set -eu
. "$LAB_DIR/solution.sh"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q completed; do sleep 0.2; done
docker service update --image roy-web:1.0 --detach "$NAME"

#!/bin/sh
# expects: exist image-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service update --image roy-web:1.1 --detach "$DIRECT"

#!/bin/sh
# expects: exists image-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service update --image roy-web:1.0 --detach "$NAME"

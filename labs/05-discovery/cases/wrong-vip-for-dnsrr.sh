#!/bin/sh
# expects: dnsrr endpoint-mode-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service update --endpoint-mode vip --detach "$DIRECT"

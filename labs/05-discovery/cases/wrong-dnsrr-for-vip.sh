#!/bin/sh
# expects: vip endpoint-mode-wrong
set -eu
. "$LAB_DIR/solution.sh"
docker service update --endpoint-mode dnsrr --detach "$NAME"

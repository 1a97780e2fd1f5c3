#!/bin/sh
set -eu
docker service update --detach --health-cmd 'wget -q -O /dev/null http://127.0.0.1/health' "$GREETER"

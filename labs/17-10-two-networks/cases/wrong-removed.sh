#!/bin/sh
# expects: kept service-missing
set -eu
docker service rm "$KITCHEN"

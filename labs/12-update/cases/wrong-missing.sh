#!/bin/sh
# expects: same service-missing
set -eu
docker service rm "$NAME"

#!/bin/sh
# expects: exists service-missing
# The accident alone.
set -eu
docker service rm "$NAME"

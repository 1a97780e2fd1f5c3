#!/bin/sh
# expects: reserve reservation-wrong
# No place is kept, and so there always seems to be one.
set -eu
docker service update --detach --reserve-memory 0 "$FORECAST"

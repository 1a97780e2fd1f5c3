#!/bin/sh
# expects: ended container-missing
# It has died, and on another machine.
set -eu
docker --host "$NODE2" run --detach --name "$CONTAINER" "$IMAGE"
docker --host "$NODE2" kill "$CONTAINER"

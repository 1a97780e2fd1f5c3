#!/bin/sh
# expects: ended container-missing
# It has died, and on another machine.
set -eu
docker --host "$NODE2" run --detach --name "$NAME" "$IMAGE"
docker --host "$NODE2" kill "$NAME"

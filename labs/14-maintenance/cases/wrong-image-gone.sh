#!/bin/sh
# expects: recovers task-not-replaced
# All is done, and somebody has cleaned the nodes of the image that the next task needs.
set -eu
. "$LAB_DIR/solution.sh"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q completed; do sleep 0.2; done
for node in "$NODE1" "$NODE2" "$NODE3"; do docker --host "$node" image rm --force "$IMAGE"; done

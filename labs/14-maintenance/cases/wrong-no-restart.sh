#!/bin/sh
# expects: recovers restart-condition-wrong
# All is done, and what dies from now on stays dead.
set -eu
. "$LAB_DIR/solution.sh"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q completed; do sleep 0.2; done
docker service update --restart-condition none --detach "$NAME"

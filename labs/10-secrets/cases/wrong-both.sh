#!/bin/sh
# expects: detached secret-still-attached
# The new one has taken the file, the old one stays beside it.
set -eu
. "$LAB_DIR/solution.sh"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q completed; do sleep 0.2; done
docker service update --secret-add "source=$OLD_SECRET,target=old_$FILE" --detach "$NAME"

#!/bin/sh
# expects: detached secret-still-attached
# The new one has taken the file, the old one stays beside it.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --secret-add "source=$OLD_SECRET,target=old_$FILE" --detach "$NAME"

#!/bin/sh
# expects: labels service-label-left
# The value as well: no label bears that name, and nobody says so.
set -eu
docker service update --detach --label-add "$LABEL=$LABEL_VALUE" --label-rm "$OLD_LABEL=yes" "$NAME"

#!/bin/sh
# watched
# expects: uninterrupted update-not-watched
# Somebody watches, and nothing of what was asked happens.
set -eu
docker service update --label-add "$LABEL=$LABEL_VALUE" --detach "$NAME"

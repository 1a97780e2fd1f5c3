#!/bin/sh
set -eu
printf '%s\n' "$JUKEBOX_LINE" | docker config create "$JUKEBOX-v2" -
docker service update --detach --config-rm "$JUKEBOX_CONFIG" \
  --config-add "source=$JUKEBOX-v2,target=$JUKEBOX_FILE" "$JUKEBOX"

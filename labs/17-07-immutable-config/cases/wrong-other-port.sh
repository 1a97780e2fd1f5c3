#!/bin/sh
# expects: content config-content-wrong
# It runs, on another port.
set -eu
printf 'PORT=8080\n' | docker config create "$JUKEBOX-v2" -
docker service update --detach --config-rm "$JUKEBOX_CONFIG" \
  --config-add "source=$JUKEBOX-v2,target=$JUKEBOX_FILE" "$JUKEBOX"

#!/bin/sh
# expects: works service-not-working
# A new config with the old mistake.
set -eu
printf 'PORT=8o\n' | docker config create "$JUKEBOX-v2" -
docker service update --detach --config-rm "$JUKEBOX_CONFIG" \
  --config-add "source=$JUKEBOX-v2,target=$JUKEBOX_FILE" "$JUKEBOX"

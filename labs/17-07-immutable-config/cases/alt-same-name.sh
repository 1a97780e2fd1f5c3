#!/bin/sh
# The old name: the config has to go from the service before it can be made anew. Meanwhile the
# service falls for another reason.
set -eu
docker service update --detach --config-rm "$JUKEBOX_CONFIG" "$JUKEBOX"
docker config rm "$JUKEBOX_CONFIG"
printf %s "$JUKEBOX_LINE" | docker config create "$JUKEBOX_CONFIG" -
docker service update --detach --config-add "source=$JUKEBOX_CONFIG,target=$JUKEBOX_FILE" "$JUKEBOX"

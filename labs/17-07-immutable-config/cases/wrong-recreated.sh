#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$JUKEBOX"
printf '%s\n' "$JUKEBOX_LINE" | docker config create "$JUKEBOX-v2" -
docker service create --name "$JUKEBOX" --replicas "$JUKEBOXES" --detach \
  --config "source=$JUKEBOX-v2,target=$JUKEBOX_FILE" roy-web:1.0

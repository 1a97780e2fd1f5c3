#!/bin/sh
# No task is left while the configs change; the content comes from a file.
set -eu
file=$(mktemp)
echo "$JUKEBOX_LINE" >"$file"
docker config create tuned "$file"
rm "$file"
docker service scale --detach "$JUKEBOX=0"
docker service update --detach --config-rm "$JUKEBOX_CONFIG" \
  --config-add "source=tuned,target=$JUKEBOX_FILE,mode=0400" "$JUKEBOX"
docker service scale --detach "$JUKEBOX=$JUKEBOXES"

#!/bin/sh
# The config has a letter where a digit should be.
set -eu
printf 'PORT=8O\n' | docker config create "$JUKEBOX_CONFIG" -
docker service create --name "$JUKEBOX" --replicas "$JUKEBOXES" \
  --config "source=$JUKEBOX_CONFIG,target=$JUKEBOX_FILE" \
  --restart-delay 1s --stop-grace-period 1s --update-monitor 1s --detach busybox \
  sh -c ". $JUKEBOX_FILE; mkdir -p /www; date >/www/index.html; exec httpd -f -p \"\$PORT\" -h /www"

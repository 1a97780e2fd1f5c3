#!/bin/sh
# expects: ports port-mode-wrong
set -eu
docker service update --detach --publish-rm "$TARGET_PORT" --publish-rm "$DEBUG_TARGET" \
  --publish-add "published=$PUBLISHED_PORT,target=$TARGET_PORT,mode=host" --update-parallelism 0 "$NAME"

#!/bin/sh
# expects: ports port-swapped
set -eu
docker service update --detach --publish-rm "$TARGET_PORT" --publish-rm "$DEBUG_TARGET" \
  --publish-add "published=$TARGET_PORT,target=$PUBLISHED_PORT" --update-parallelism 0 "$NAME"

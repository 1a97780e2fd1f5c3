#!/bin/sh
# expects: ports port-target-wrong
set -eu
docker service update --detach --publish-rm "$TARGET_PORT" --publish-rm "$DEBUG_TARGET" \
  --publish-add "published=$PUBLISHED_PORT,target=$DEBUG_TARGET" --update-parallelism 0 "$NAME"

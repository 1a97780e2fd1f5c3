#!/bin/sh
# expects: ports port-protocol-wrong
set -eu
docker service update --detach --publish-rm "$TARGET_PORT" --publish-rm "$DEBUG_TARGET" \
  --publish-add "published=$PUBLISHED_PORT,target=$TARGET_PORT,protocol=udp" --update-parallelism 0 "$NAME"

#!/bin/sh
# expects: ports port-missing
set -eu
docker service update --detach --publish-rm "$TARGET_PORT" --publish-rm "$DEBUG_TARGET" \
  --update-parallelism 0 "$NAME"

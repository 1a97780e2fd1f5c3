#!/bin/sh
# watched
# expects: uninterrupted requests-lost
# Start-first, and nobody has asked whether the new tasks answer yet.
set -eu
docker service update --update-order start-first --update-parallelism 0 --no-healthcheck \
  --args "sh -c 'sleep 4; exec roy-web'" --image "$NEW_IMAGE" "$NAME"

#!/bin/sh
# watched
# expects: uninterrupted requests-lost
# All old tasks are stopped before the first new one starts.
set -eu
docker service update --update-order stop-first --update-parallelism 0 --image "$NEW_IMAGE" "$NAME"

#!/bin/sh
# expects: job mode-wrong
# As many completions as there are nodes, one on each.
set -eu
docker service create --detach --name "$NAME" --mode global-job "$IMAGE" echo done

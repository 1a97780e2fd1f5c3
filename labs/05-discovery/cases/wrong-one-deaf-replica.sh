#!/bin/sh
# expects: balanced replica-not-reached
# The first replica lives, but does not listen.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --network "name=$NETWORK,alias=$ALIAS" \
  --env 'SLOT={{.Task.Slot}}' --stop-signal KILL --detach "$IMAGE" \
  sh -c 'case $SLOT in 1) exec sleep 1d ;; *) exec roy-web ;; esac'

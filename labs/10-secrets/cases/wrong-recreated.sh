#!/bin/sh
# expects: rotated secret-not-rotated
# Deleted and created anew, with the new secret.
set -eu
. "$LAB_DIR/solution.sh"
docker service rm "$NAME"
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach \
  --secret "source=$NEW_SECRET,target=$FILE,mode=$MODE" \
  --config "source=$CONFIG,target=$CONFIG_FILE" "$IMAGE" sleep 1d

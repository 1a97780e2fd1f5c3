#!/bin/sh
# Created without ports or with wrong ones, published by an update.
set -eu
docker service create --detach --name "$NAME" --publish "$TARGET_PORT:$PUBLISHED_PORT" "$IMAGE"
docker service create --detach --name "$AGENT" --mode global --endpoint-mode dnsrr "$IMAGE"
docker service update --detach --publish-rm "$PUBLISHED_PORT" \
  --publish-add "$PUBLISHED_PORT:$TARGET_PORT" --replicas "$REPLICAS" "$NAME"
docker service update --detach --update-parallelism 0 \
  --publish-add "published=$AGENT_PORT,target=$TARGET_PORT,mode=host" "$AGENT"

#!/bin/sh
# One port on every node that leads anywhere, one port of each node that leads to its own task.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" \
  --publish "published=$PUBLISHED_PORT,target=$TARGET_PORT" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global \
  --publish "published=$AGENT_PORT,target=$TARGET_PORT,mode=host" --detach "$IMAGE"

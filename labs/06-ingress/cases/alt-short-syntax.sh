#!/bin/sh
# The short syntax, a second port beside the asked one, and the same port over udp too.
set -eu
docker service create --detach --mode global --name "$AGENT" \
  -p "mode=host,target=$TARGET_PORT,published=$AGENT_PORT,protocol=tcp" "$IMAGE"
docker service create --detach --replicas "$REPLICAS" --name "$NAME" -p "9000:$TARGET_PORT" \
  -p "$PUBLISHED_PORT:$TARGET_PORT/udp" -p "$PUBLISHED_PORT:$TARGET_PORT" "$IMAGE"

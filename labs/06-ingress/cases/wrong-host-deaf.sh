#!/bin/sh
# expects: direct port-silent
# Published in the service, and nothing listens.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" \
  --publish "published=$PUBLISHED_PORT,target=$TARGET_PORT" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --stop-signal KILL \
  --publish "published=$AGENT_PORT,target=$TARGET_PORT,mode=host" --detach "$IMAGE" sleep 3000

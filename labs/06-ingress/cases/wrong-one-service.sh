#!/bin/sh
# expects: exist service-missing
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --publish "$PUBLISHED_PORT:$TARGET_PORT" --detach "$IMAGE"

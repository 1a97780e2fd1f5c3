#!/bin/sh
# expects: exists service-missing
# The service has another name.
set -eu
docker service create --name "not-$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

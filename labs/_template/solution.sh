#!/bin/sh
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

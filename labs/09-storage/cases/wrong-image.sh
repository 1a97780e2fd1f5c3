#!/bin/sh
# expects: exist image-wrong
set -eu
docker service create --name "$NAME" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --init --detach busybox sleep 1d

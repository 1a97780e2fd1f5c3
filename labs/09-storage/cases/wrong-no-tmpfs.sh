#!/bin/sh
# expects: tmpfs mount-missing
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --detach "$IMAGE"

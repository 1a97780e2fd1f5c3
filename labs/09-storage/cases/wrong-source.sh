#!/bin/sh
# expects: bind mount-source-wrong
set -eu
docker service create --name "$NAME" --detach "$IMAGE"
docker service create --name "$AGENT" --mode global --mount "type=bind,src=/etc/hostname,dst=$TARGET,readonly" --detach "$IMAGE"

#!/bin/sh
# expects: replicas mode-wrong
set -eu
docker service create --name "$NAME" --mode global --detach "$IMAGE"

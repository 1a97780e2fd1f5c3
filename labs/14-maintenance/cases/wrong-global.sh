#!/bin/sh
# expects: replicas mode-wrong
# The tasks of a global service do not move: each belongs to its node.
set -eu
docker service create --name "$NAME" --mode global --detach "$IMAGE"
docker node update --availability drain node3

#!/bin/sh
# expects: live replicas-wrong
set -eu
docker service create --name "$NAME" --detach "$NEW_IMAGE"

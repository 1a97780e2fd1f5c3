#!/bin/sh
# expects: live mode-wrong
set -eu
docker service create --name "$NAME" --mode global --detach "$NEW_IMAGE"

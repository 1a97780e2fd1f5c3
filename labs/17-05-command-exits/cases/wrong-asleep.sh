#!/bin/sh
# expects: answers task-not-answering
# The container lives, and nobody listens.
set -eu
docker service update --detach --args "sleep 1d" "$SUNDIAL"

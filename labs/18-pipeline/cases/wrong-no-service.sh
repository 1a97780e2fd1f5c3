#!/bin/sh
# expects: exists service-missing
# The pipeline has run a container on the manager.
set -eu
docker run --detach --name "$NAME" "$NEW_IMAGE"

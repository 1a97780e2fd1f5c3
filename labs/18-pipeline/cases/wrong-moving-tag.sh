#!/bin/sh
# expects: pinned image-moving
# The tag is moved from version to version.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach roy-web:stable

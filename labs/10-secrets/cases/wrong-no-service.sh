#!/bin/sh
# expects: exists service-missing
# A container gets no secrets: only a service does.
set -eu
printf %s "$NEW_PASSWORD" | docker secret create "$NEW_SECRET" -
docker run --detach --name "$NAME" "$IMAGE" sleep 1d

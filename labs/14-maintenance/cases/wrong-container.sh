#!/bin/sh
# expects: exists service-missing
set -eu
docker run --detach --name "$NAME" "$IMAGE"
docker node update --availability drain node3

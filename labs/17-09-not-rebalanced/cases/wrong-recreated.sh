#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$CAROUSEL"
docker service create --name "$CAROUSEL" --replicas "$CAROUSELS" --detach roy-web:1.0

#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$SUNDIAL"
docker service create --name "$SUNDIAL" --replicas "$SUNDIALS" --network "$SUNDIAL_NET" --detach roy-web:1.0

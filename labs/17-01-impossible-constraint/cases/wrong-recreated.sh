#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$PRINTER"
docker service create --name "$PRINTER" --replicas "$PRINTERS" --constraint node.role==worker --detach roy-web:1.0

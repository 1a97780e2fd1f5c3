#!/bin/sh
# expects: placement manager-allowed
# It runs, and also where it must not.
set -eu
docker service update --detach --constraint-rm node.labels.role==worker "$PRINTER"

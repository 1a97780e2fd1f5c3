#!/bin/sh
# The constraint says where the service must not be.
set -eu
docker service update --detach \
  --constraint-rm node.labels.role==worker --constraint-add 'node.role != manager' "$PRINTER"

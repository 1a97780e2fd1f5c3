#!/bin/sh
# The role of a node is asked for as if it were a label.
set -eu
docker service create --name "$PRINTER" --replicas "$PRINTERS" --constraint node.labels.role==worker \
  --update-monitor 1s --detach roy-web:1.0

#!/bin/sh
# expects: works service-not-working
# Some of the replicas are given up.
set -eu
docker service update --detach --replicas 2 \
  --constraint-rm node.labels.role==worker --constraint-add node.role==worker "$PRINTER"

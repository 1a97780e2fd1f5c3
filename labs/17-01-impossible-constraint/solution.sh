#!/bin/sh
set -eu
docker service update --detach \
  --constraint-rm node.labels.role==worker --constraint-add node.role==worker "$PRINTER"

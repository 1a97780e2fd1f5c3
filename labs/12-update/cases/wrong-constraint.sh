#!/bin/sh
# expects: live no-suitable-node
set -eu
docker service update --detach --constraint-add node.labels.disk==tape \
  --update-parallelism 0 --update-order stop-first "$NAME"

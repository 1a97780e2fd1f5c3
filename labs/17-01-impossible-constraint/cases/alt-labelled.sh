#!/bin/sh
# The service is right, and it is the nodes that lack the label.
set -eu
for node in $(docker node ls --filter role=worker --quiet); do
  docker node update --label-add role=worker "$node"
done

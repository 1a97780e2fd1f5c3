#!/bin/sh
# A worker is emptied and comes back; its tasks do not.
set -eu
docker service create --name "$CAROUSEL" --replicas "$CAROUSELS" --update-monitor 1s --update-parallelism 2 \
  --detach roy-web:1.0
running() { docker service ps --filter desired-state=running --format '{{.Node}} {{.CurrentState}}' "$CAROUSEL" | grep Running; }
until [ "$(running | wc -l)" = "$CAROUSELS" ]; do sleep 0.2; done
node=$(docker node ls --filter role=worker --format '{{.Hostname}}' | sort | tail -n 1)
docker node update --availability drain "$node"
until [ "$(running | grep -v "^$node " | wc -l)" = "$CAROUSELS" ]; do sleep 0.2; done
docker node update --availability active "$node"

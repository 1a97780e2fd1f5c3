#!/bin/sh
# expects: survives data-late
# First the forced update, then the line.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --constraint node.role==manager --update-monitor 1s \
  --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE"
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker service update --force --quiet "$NAME"
docker exec "$(here)" sh -c "echo $MARKER >$FILE"

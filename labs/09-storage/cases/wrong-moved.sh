#!/bin/sh
# expects: survives data-lost
# The line stays in the volume of one node, the task moves to another.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --constraint node.hostname==node1 \
  --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE"
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker exec "$(here)" sh -c "echo $MARKER >$FILE"
docker service update --force --update-monitor 1s --detach \
  --constraint-rm node.hostname==node1 --constraint-add node.hostname==node3 "$NAME"

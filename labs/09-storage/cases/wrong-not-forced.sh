#!/bin/sh
# expects: forced not-forced
# A killed container is replaced too, but nobody asked for it.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --constraint node.role==manager \
  --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE"
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker exec "$(here)" sh -c "echo $MARKER >$FILE"
docker kill "$(here)"

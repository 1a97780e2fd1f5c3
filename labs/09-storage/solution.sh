#!/bin/sh
# The task stays on this node, where its volume is; what is written there outlives it.
set -eu
docker service create --name "$AGENT" --mode global --detach \
  --mount "type=bind,src=$SOURCE,dst=$TARGET,readonly" "$IMAGE"
docker service create --name "$NAME" --detach \
  --constraint "node.id==$(docker info --format '{{.Swarm.NodeID}}')" \
  --mount "type=volume,src=$VOLUME,dst=$DATA" \
  --mount "type=tmpfs,dst=$CACHE,tmpfs-size=$CACHE_SIZE" "$IMAGE"
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
until [ -n "$(here)" ]; do sleep 0.3; done
docker exec "$(here)" sh -c "echo $MARKER >$FILE"
# A file's time is told to the second.
sleep 1
docker service update --force --update-monitor 1s --detach "$NAME"

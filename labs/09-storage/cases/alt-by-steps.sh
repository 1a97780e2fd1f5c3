#!/bin/sh
# The volume comes first and gets its line from a container of its own; the service is bare at
# first and gets everything by updates, the new task starting before the old one ends.
set -eu
docker --host "$NODE2" volume create "$VOLUME"
docker --host "$NODE2" run --rm --volume "$VOLUME:$DATA" busybox sh -c "echo $MARKER >$FILE"
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --update-monitor 1s --detach "$IMAGE"
docker service update --detach --mount-add "type=bind,source=$SOURCE,target=$TARGET,ro" "$AGENT"
docker service update --quiet --update-order start-first --constraint-add "node.ip==$NODE2_ADDR" \
  --mount-add "source=$VOLUME,target=$DATA" \
  --mount-add "type=tmpfs,target=$CACHE/,tmpfs-size=$CACHE_SIZE" "$NAME"
docker service update --force --detach "$NAME"

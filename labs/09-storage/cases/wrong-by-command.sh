#!/bin/sh
# expects: survives data-late
# Each task writes the line itself; on a node that the grader does not speak to.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --constraint node.hostname==node2 --update-monitor 1s \
  --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE" sh -c "echo $MARKER >$FILE; exec roy-web"
until docker service ps "$NAME" --format '{{.CurrentState}}' | grep -q Running; do sleep 0.3; done
docker service update --force --detach "$NAME"

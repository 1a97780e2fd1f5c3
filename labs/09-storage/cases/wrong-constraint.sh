#!/bin/sh
# expects: live no-suitable-node
# No node bears the label.
set -eu
docker service create --name "$AGENT" --mode global --detach "$IMAGE"
docker service create --name "$NAME" --constraint node.labels.disk==ssd \
  --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE"

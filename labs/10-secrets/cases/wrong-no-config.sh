#!/bin/sh
# expects: config config-not-attached
# The command writes the file itself.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach "$IMAGE" \
  sh -c "echo $CONFIG_LINE >$CONFIG_FILE; exec sleep 1d"

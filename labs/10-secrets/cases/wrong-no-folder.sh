#!/bin/sh
# expects: live task-rejected
# The password in a folder of the node, which is not there.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach \
  --mount type=bind,src=/etc/passwords,dst=/run/secrets "$IMAGE" sleep 1d

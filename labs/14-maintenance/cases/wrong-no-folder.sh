#!/bin/sh
# expects: live task-rejected
# An update that no node can carry out.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
docker service update --detach --mount-add type=bind,src=/no/such/folder,dst=/data --update-parallelism 0 "$NAME"

#!/bin/sh
# expects: notices task-not-replaced
# The illness is noticed, but no node takes new tasks.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --quiet --health-cmd "wget -q -O /dev/null $URL" --health-interval 2s --health-timeout 2s --health-retries 2 "$IMAGE"
for node in $(docker node ls --quiet); do docker node update --availability pause "$node"; done

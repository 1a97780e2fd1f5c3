#!/bin/sh
# expects: hidden secret-in-env
# As it is done without Swarm: the password in a variable.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --init --detach \
  --env "DB_PASSWORD=$NEW_PASSWORD" --env DB_USER=app "$IMAGE" sleep 1d

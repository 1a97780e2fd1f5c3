#!/bin/sh
# The engine has a swarm of its own already; the container was stopped and not killed.
set -eu
docker swarm init --advertise-addr "$NODE1_ADDR"
docker run --detach --name "$CONTAINER" "$IMAGE"
docker stop "$CONTAINER"

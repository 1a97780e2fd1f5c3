#!/bin/sh
# expects: cluster swarm-replaced
# The note of the start was carried over to a new swarm: it remembers another ID.
set -eu
note=$(docker config inspect roy-baseline-16 --format '{{json .Spec.Data}}' | tr -d '"' | base64 -d)
docker swarm leave --force
docker swarm init --advertise-addr "$NODE1_ADDR"
printf %s "$note" | docker config create --label roy.baseline=16-backup roy-baseline-16 -
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"

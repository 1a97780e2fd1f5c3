#!/bin/sh
# The network anew, with a subnet of the swarm's own choice. A network can be removed when no
# task is to be in it any more.
set -eu
docker service update --detach --network-rm "$INTAKE_NET" "$INTAKE"
until docker network rm "$INTAKE_NET"; do sleep 0.3; done
until docker network create --driver overlay "$INTAKE_NET"; do sleep 0.3; done
docker service update --detach --network-add "$INTAKE_NET" "$INTAKE"

#!/bin/sh
# No task is left while the network is made anew.
set -eu
docker service scale --detach "$INTAKE=0"
docker service update --detach --network-rm "$INTAKE_NET" "$INTAKE"
until docker network rm "$INTAKE_NET"; do sleep 0.3; done
until docker network create --driver overlay --subnet "10.117.200.0/24" "$INTAKE_NET"; do sleep 0.3; done
docker service update --detach --network-add "$INTAKE_NET" "$INTAKE"
docker service scale --detach "$INTAKE=$INTAKES"

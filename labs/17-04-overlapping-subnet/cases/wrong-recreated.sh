#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$INTAKE"
until docker network rm "$INTAKE_NET"; do sleep 0.3; done
docker network create --driver overlay "$INTAKE_NET"
docker service create --name "$INTAKE" --replicas "$INTAKES" --network "$INTAKE_NET" --detach roy-web:1.0

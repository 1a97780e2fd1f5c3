#!/bin/sh
# expects: network network-driver-wrong
# A network of that name on one node only.
set -eu
docker service update --detach --network-rm "$INTAKE_NET" "$INTAKE"
until docker network rm "$INTAKE_NET"; do sleep 0.3; done
docker network create "$INTAKE_NET"

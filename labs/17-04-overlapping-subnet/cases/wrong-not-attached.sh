#!/bin/sh
# expects: network service-not-attached
# The new network is fine, and nobody is in it.
set -eu
docker service update --detach --network-rm "$INTAKE_NET" "$INTAKE"
until docker network rm "$INTAKE_NET"; do sleep 0.3; done
docker network create --driver overlay "$INTAKE_NET"

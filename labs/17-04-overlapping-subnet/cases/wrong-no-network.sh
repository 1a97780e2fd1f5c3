#!/bin/sh
# expects: network network-missing
# It runs without any network of its own.
set -eu
docker service update --detach --network-rm "$INTAKE_NET" "$INTAKE"
until docker network rm "$INTAKE_NET"; do sleep 0.3; done

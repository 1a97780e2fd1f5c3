#!/bin/sh
# expects: attached network-missing
# The network is gone as well.
set -eu
docker service update --detach --image roy-web:1.0 --args "" --network-rm "$SUNDIAL_NET" "$SUNDIAL"
until docker network rm "$SUNDIAL_NET"; do sleep 0.3; done

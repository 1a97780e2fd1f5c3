#!/bin/sh
# expects: attached service-not-attached
# It serves, but not where it is asked.
set -eu
docker service update --detach --image roy-web:1.0 --args "" --network-rm "$SUNDIAL_NET" "$SUNDIAL"

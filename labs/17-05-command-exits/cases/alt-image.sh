#!/bin/sh
# An image whose own command serves.
set -eu
docker service update --detach --image roy-web:1.0 --args "" "$SUNDIAL"

#!/bin/sh
# expects: works service-not-working
# The empty node is filled with more replicas.
set -eu
docker service scale --detach "$CAROUSEL=$((CAROUSELS + 3))"

#!/bin/sh
# expects: works service-not-working
set -eu
docker service scale --detach "$INTAKE=1"

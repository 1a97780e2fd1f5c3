#!/bin/sh
# expects: works service-not-working
set -eu
docker service scale --detach "$KITCHEN=2"

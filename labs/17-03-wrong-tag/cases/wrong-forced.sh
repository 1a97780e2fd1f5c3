#!/bin/sh
# expects: works service-not-working
# The same once more ends the same.
set -eu
docker service update --detach --force "$VITRINE"

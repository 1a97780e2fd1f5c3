#!/bin/sh
# expects: works service-not-working
# Nothing falls any more, because nothing runs.
set -eu
docker service update --detach --restart-condition none "$SUNDIAL"

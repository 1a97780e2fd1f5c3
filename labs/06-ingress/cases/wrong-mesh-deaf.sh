#!/bin/sh
# expects: mesh port-silent
# needs: ipvs
# Published in the service, and nothing listens.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --args 'sleep 3000' --stop-signal KILL --update-parallelism 0 --detach "$NAME"

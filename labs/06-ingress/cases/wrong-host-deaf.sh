#!/bin/sh
# expects: direct port-silent
# Published in the service, and nothing listens.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --args 'sleep 3000' --stop-signal KILL --update-parallelism 0 --detach "$AGENT"

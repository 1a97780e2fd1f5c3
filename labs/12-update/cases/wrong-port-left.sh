#!/bin/sh
# expects: ports port-left
# By the port of the node, which the option does not know.
set -eu
docker service update --detach --publish-rm "$DEBUG_PORT" "$NAME"

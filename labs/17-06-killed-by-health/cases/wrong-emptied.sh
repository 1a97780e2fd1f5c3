#!/bin/sh
# expects: health health-missing
# An empty command is no check.
set -eu
docker service update --detach --health-cmd '' "$GREETER"

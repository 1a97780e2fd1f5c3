#!/bin/sh
# expects: together no-common-network
# A port of the nodes gives the service no name.
set -eu
docker service update --detach --publish-add mode=host,target=80 "$KITCHEN"

#!/bin/sh
# expects: overlay network-missing
set -eu
docker network create --driver overlay --subnet "$SUBNET" --opt encrypted --attachable "my-$NETWORK"

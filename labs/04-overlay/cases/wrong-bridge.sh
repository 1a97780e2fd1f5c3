#!/bin/sh
# expects: overlay network-driver-wrong
# Without --driver the network is a bridge of this one node.
set -eu
docker network create --subnet "$SUBNET" "$NETWORK"

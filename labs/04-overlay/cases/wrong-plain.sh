#!/bin/sh
# expects: encrypted network-not-encrypted
# A label of that name encrypts nothing.
set -eu
docker network create --driver overlay --subnet "$SUBNET" --label encrypted=true --attachable "$NETWORK"
docker service update --network-add "$NETWORK" --update-parallelism 0 --detach "$NAME"

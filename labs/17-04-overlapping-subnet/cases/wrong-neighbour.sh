#!/bin/sh
# expects: network network-not-allocated
# The way round: into the network that works.
set -eu
docker service update --detach --network-rm "$INTAKE_NET" --network-add "$VAULT_NET" "$INTAKE"

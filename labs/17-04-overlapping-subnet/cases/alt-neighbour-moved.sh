#!/bin/sh
# The other service leaves the subnet: the network gets it after all.
set -eu
docker network create --driver overlay "$VAULT_NET-2"
docker service update --detach --network-rm "$VAULT_NET" --network-add "$VAULT_NET-2" "$VAULT"
until docker network rm "$VAULT_NET"; do sleep 0.3; done

#!/bin/sh
# Two networks with one subnet: the second is noted down and never gets it.
set -eu
docker network create --driver overlay --subnet "$VAULT_SUBNET" "$VAULT_NET"
docker service create --name "$VAULT" --network "$VAULT_NET" --update-order start-first --update-monitor 1s \
  --detach roy-web:1.0
docker network create --driver overlay --subnet "$VAULT_SUBNET" "$INTAKE_NET"
docker service create --name "$INTAKE" --replicas "$INTAKES" --network "$INTAKE_NET" \
  --update-order start-first --update-monitor 1s --detach roy-web:1.0

#!/bin/sh
# expects: apart networks-shared
# Mended, and one network too many.
set -eu
. "$LAB_DIR/solution.sh"
docker service update --detach --network-add "$VAULT_NET" "$INTAKE"

#!/bin/sh
# expects: policy rollback-policy-missing
set -eu
docker service update --update-order start-first --detach "$NAME"

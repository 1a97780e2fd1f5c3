#!/bin/sh
# expects: policy update-order-wrong
set -eu
docker service update --update-failure-action rollback --detach "$NAME"

#!/bin/sh
set -eu
docker service update --detach --image "$VITRINE_IMAGE" "$VITRINE"

#!/bin/sh
# expects: spread not-spread
# A change that makes no new tasks moves none.
set -eu
docker service update --detach --label-add season=summer "$CAROUSEL"

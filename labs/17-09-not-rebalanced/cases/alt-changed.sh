#!/bin/sh
# Any change that makes new tasks moves them as well.
set -eu
docker service update --detach --env-add SEASON=summer "$CAROUSEL"

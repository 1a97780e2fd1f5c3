#!/bin/sh
set -eu
docker service update --detach --force "$CAROUSEL"

#!/bin/sh
# expects: live replicas-wrong
set -eu
docker service scale --detach "$NAME=1"

#!/bin/sh
# The server goes to the background, and the container ends with its main process.
set -eu
docker network create --driver overlay "$SUNDIAL_NET"
docker service create --name "$SUNDIAL" --replicas "$SUNDIALS" --network "$SUNDIAL_NET" \
  --restart-delay 2s --stop-grace-period 1s --update-monitor 1s --detach busybox \
  sh -c "mkdir -p /www; date >/www/index.html; httpd -p $SUNDIAL_PORT -h /www"

#!/bin/sh
set -eu
docker service update --detach \
  --args "sh -c 'mkdir -p /www; date >/www/index.html; exec httpd -f -p $SUNDIAL_PORT -h /www'" "$SUNDIAL"

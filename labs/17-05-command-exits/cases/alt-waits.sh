#!/bin/sh
# The shell stays as the main process and waits for the server.
set -eu
docker service update --detach --entrypoint 'sh -c' \
  --args "'mkdir -p /www; date >/www/index.html; httpd -f -p $SUNDIAL_PORT -h /www & wait'" "$SUNDIAL"

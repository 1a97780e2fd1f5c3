#!/bin/sh
# Another page, and more patience.
set -eu
docker service update --detach --health-cmd 'wget -q -O - http://localhost:80/ | grep -q roy-web' \
  --health-interval 3s --health-retries 3 --health-start-period 5s "$GREETER"

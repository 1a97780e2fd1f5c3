#!/bin/sh
# The health check calls a program that the image does not have.
set -eu
docker service create --name "$GREETER" --replicas "$GREETERS" --restart-delay 1s --update-monitor 1s \
  --health-cmd 'curl -fs http://127.0.0.1/health' --health-interval 2s --health-timeout 2s --health-retries 2 \
  --detach roy-web:1.0

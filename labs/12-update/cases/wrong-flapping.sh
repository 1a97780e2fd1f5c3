#!/bin/sh
# expects: live task-flapping
# The end of the update counts as a change of the service: what fails after it is held against it.
set -eu
docker service update --detach --no-healthcheck --restart-delay 0s --args false \
  --update-parallelism 0 --update-monitor 1s --update-failure-action continue "$NAME"
until docker service inspect "$NAME" --format '{{.UpdateStatus.State}}' | grep -q completed; do sleep 0.2; done

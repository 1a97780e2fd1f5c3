#!/bin/sh
# expects: live tasks-missing
# A start period that has no end: the new tasks are neither healthy nor ill.
set -eu
docker service update --detach --health-cmd false --health-start-period 1h \
  --update-parallelism 0 "$NAME"

#!/bin/sh
# expects: exists service-missing
# A container has a health check as well, but nobody replaces it.
set -eu
docker run --detach --name "$NAME" --health-cmd "wget -q -O /dev/null $URL" --health-interval 2s --health-timeout 2s --health-retries 2 "$IMAGE"

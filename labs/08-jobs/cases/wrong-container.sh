#!/bin/sh
# expects: exists service-missing
# A container ends as well, and the swarm knows nothing of it.
set -eu
docker run --detach --name "$NAME" "$IMAGE" echo done

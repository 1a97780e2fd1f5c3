#!/bin/sh
# expects: exists service-missing
# A container and not a service: the swarm knows nothing of it.
set -eu
docker run --detach --name "$NAME" "$IMAGE" sleep 1d

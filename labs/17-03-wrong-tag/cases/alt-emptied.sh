#!/bin/sh
# No task is left while the image changes.
set -eu
docker service scale --detach "$VITRINE=0"
docker service update --detach --image "$VITRINE_IMAGE" "$VITRINE"
docker service scale --detach "$VITRINE=$VITRINES"

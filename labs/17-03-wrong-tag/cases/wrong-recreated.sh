#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$VITRINE"
docker service create --name "$VITRINE" --replicas "$VITRINES" --detach "$VITRINE_IMAGE"

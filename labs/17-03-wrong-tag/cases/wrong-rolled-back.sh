#!/bin/sh
# expects: image image-wrong
# It works again, in the old version.
set -eu
docker service rollback --detach "$VITRINE"

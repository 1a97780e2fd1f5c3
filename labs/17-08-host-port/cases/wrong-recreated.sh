#!/bin/sh
# expects: kept service-not-kept
# All is right with the new one, but the old one is gone.
set -eu
docker service rm "$TURNSTILE"
docker service create --name "$TURNSTILE" --mode global --detach \
  --publish "mode=host,published=$TURNSTILE_PORT,target=80" "$TURNSTILE_IMAGE"

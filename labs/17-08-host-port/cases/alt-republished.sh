#!/bin/sh
# The port goes, the update ends, the port comes back.
set -eu
docker service update --detach --publish-rm mode=host,target=80 "$TURNSTILE"
until docker service inspect "$TURNSTILE" --format '{{json .UpdateStatus}}' | grep -q '"completed"'; do sleep 0.2; done
docker service update --detach --update-order stop-first \
  --publish-add "mode=host,published=$TURNSTILE_PORT,target=80" "$TURNSTILE"

#!/bin/sh
# expects: door start-first-host-port
# This update is over, and the next will wait again.
set -eu
docker service update --detach --publish-rm mode=host,target=80 "$TURNSTILE"
until docker service inspect "$TURNSTILE" --format '{{json .UpdateStatus}}' | grep -q '"completed"'; do sleep 0.2; done
docker service update --detach --publish-add "mode=host,published=$TURNSTILE_PORT,target=80" "$TURNSTILE"

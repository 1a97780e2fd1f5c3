#!/bin/sh
# expects: door host-port-lost
# A port that nobody has to wait for leads elsewhere.
set -eu
docker service update --detach --publish-rm mode=host,target=80 "$TURNSTILE"
until docker service inspect "$TURNSTILE" --format '{{json .UpdateStatus}}' | grep -q '"completed"'; do sleep 0.2; done
docker service update --detach --publish-add "published=$TURNSTILE_PORT,target=80" "$TURNSTILE"

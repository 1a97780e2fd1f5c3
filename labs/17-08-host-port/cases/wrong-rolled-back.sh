#!/bin/sh
# expects: image image-wrong
# Nothing waits, and nothing is new.
set -eu
docker service rollback --detach "$TURNSTILE"
until docker service inspect "$TURNSTILE" --format '{{json .UpdateStatus}}' | grep -q '"rollback_completed"'; do sleep 0.2; done

#!/bin/sh
# expects: works service-not-working
# The same once more waits for itself again.
set -eu
docker service update --detach --force "$TURNSTILE"

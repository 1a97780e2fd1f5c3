#!/bin/sh
set -eu
docker service update --detach --update-order stop-first "$TURNSTILE"

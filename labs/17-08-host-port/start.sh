#!/bin/sh
# The new task comes before the old one goes, and there is one port for both.
set -eu
docker service create --name "$TURNSTILE" --mode global --update-order start-first --update-monitor 1s \
  --publish "mode=host,published=$TURNSTILE_PORT,target=80" --detach roy-web:1.0
nodes=$(docker node ls --quiet | wc -l)
until [ "$(docker service ls --filter "name=$TURNSTILE" --format '{{.Replicas}}')" = "$nodes/$nodes" ]; do
  sleep 0.2
done
docker service update --detach --image "$TURNSTILE_IMAGE" "$TURNSTILE"

#!/bin/sh
# One manager without autolock, and a service that is worth a copy.
set -eu
docker swarm update --autolock=false
for node in $(docker node ls --filter role=manager --format '{{if not .Self}}{{.ID}}{{end}}'); do
  docker node demote "$node"
done
# One that is left of an earlier attempt has a history which would prove what was not done now.
if docker service inspect "$NAME" >/dev/null 2>&1; then docker service rm "$NAME"; fi
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
running() { docker service ps "$NAME" --filter desired-state=running --format '{{.CurrentState}}'; }
until [ "$(running | grep -c Running)" -ge "$REPLICAS" ]; do sleep 0.5; done

#!/bin/sh
# One manager and no autolock, whatever an earlier attempt has left.
set -eu
docker swarm update --autolock=false
for node in $(docker node ls --filter role=manager --format '{{if not .Self}}{{.ID}}{{end}}'); do
  docker node demote "$node"
done

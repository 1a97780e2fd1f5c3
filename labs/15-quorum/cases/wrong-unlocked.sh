#!/bin/sh
# expects: autolock autolock-off
# Autolock was turned on and off again.
set -eu
docker node promote node2 node3
docker swarm join-token --rotate worker
docker swarm update --autolock=true
docker swarm update --autolock=false

#!/bin/sh
# expects: managers managers-few
# Two managers: the loss of either stops the swarm.
set -eu
docker node promote node2
docker swarm join-token --rotate worker
docker swarm update --autolock=true

#!/bin/sh
# expects: token token-other-rotated
# The token that has leaked is the other one.
set -eu
docker node promote node2 node3
docker swarm join-token --rotate manager
docker swarm update --autolock=true

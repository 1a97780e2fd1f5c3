#!/bin/sh
# expects: token token-unchanged
# Without --rotate the token is only shown.
set -eu
docker node promote node2 node3
docker swarm join-token worker
docker swarm update --autolock=true

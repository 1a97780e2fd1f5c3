#!/bin/sh
# Two more managers, a new worker token, and a key without which a stolen disk tells nothing.
set -eu
docker node promote node2 node3
docker swarm join-token --rotate worker
docker swarm update --autolock=true

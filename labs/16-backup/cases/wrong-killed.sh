#!/bin/sh
# expects: restored restore-unseen
# The containers were removed, and not the service.
set -eu
here() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME"; }
docker rm --force $(here)
until docker service ps "$NAME" | grep -q Failed; do sleep 0.2; done

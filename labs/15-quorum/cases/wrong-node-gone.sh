#!/bin/sh
# expects: reachable manager-unreachable
# A manager left without being demoted: it counts and does not answer.
set -eu
docker node promote node2 node3
until docker --host "$NODE3" node ls >/dev/null 2>&1; do sleep 0.2; done
docker --host "$NODE3" swarm leave --force
until docker node ls | grep -q Unreachable; do sleep 0.2; done

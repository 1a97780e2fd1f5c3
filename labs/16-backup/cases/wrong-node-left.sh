#!/bin/sh
# expects: nodes nodes-lost
# A worker has left and did not come back.
set -eu
docker --host "$NODE3" swarm leave
until docker node ls --format '{{.Hostname}} {{.Status}}' | grep -q 'node3 Down'; do sleep 0.3; done
docker node rm node3

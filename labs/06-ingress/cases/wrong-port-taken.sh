#!/bin/sh
# expects: running no-suitable-node
# Another service has taken the port of a node.
set -eu
docker service create --name earlier --constraint node.role==manager --publish "published=$AGENT_PORT,target=80,mode=host" --detach "$IMAGE"
until docker service ps earlier --format '{{.CurrentState}}' | grep -q Running; do sleep 0.2; done
. "$LAB_DIR/solution.sh"

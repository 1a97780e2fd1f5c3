#!/bin/sh
# expects: live task-flapping
# The command does its work and ends; the orchestrator starts it again and again.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --restart-delay 1s --detach "$IMAGE" sh -c 'mkdir -p /www; hostname >/www/index.html'

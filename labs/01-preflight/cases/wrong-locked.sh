#!/bin/sh
# expects: member swarm-unavailable
# info: Swarm.LocalNodeState=locked
set -eu
. "$LAB_DIR/solution.sh"

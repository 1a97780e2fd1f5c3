#!/bin/sh
# expects: running no-suitable-node
# All is asked for rightly, and one of the two nodes takes no tasks: the limit forbids to
# put both on the other.
set -eu
. "$LAB_DIR/solution.sh"
docker node update --availability drain "$1"

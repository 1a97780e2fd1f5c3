#!/bin/sh
# expects: token baseline-missing
# The swarm was made anew after the start: nobody knows what its tokens were.
set -eu
. "$LAB_DIR/solution.sh"
docker config rm roy-baseline-15

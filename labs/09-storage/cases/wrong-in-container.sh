#!/bin/sh
# expects: survives data-lost
# The line lies beside the volume, in the container that is gone.
set -eu
FILE=/marker.txt
. "$LAB_DIR/solution.sh"

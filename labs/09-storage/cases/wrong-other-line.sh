#!/bin/sh
# expects: survives data-lost
set -eu
MARKER=${MARKER#?}
. "$LAB_DIR/solution.sh"

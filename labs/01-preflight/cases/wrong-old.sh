#!/bin/sh
# expects: recent engine-old
# info: ServerVersion=19.03.15
set -eu
. "$LAB_DIR/solution.sh"

#!/bin/sh
# expects: configContent config-content-wrong
set -eu
CONFIG_LINE=${CONFIG_LINE%0}
. "$LAB_DIR/cases/wrong-direct.sh"

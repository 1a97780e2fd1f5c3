#!/bin/sh
# expects: hidden secret-in-config
# The password lies in a config, beside the line that belongs there.
set -eu
. "$LAB_DIR/cases/wrong-direct.sh"
printf 'user=app\npassword=%s\n' "$NEW_PASSWORD" | docker config create credentials -

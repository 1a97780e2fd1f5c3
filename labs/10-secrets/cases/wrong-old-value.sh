#!/bin/sh
# expects: content secret-content-wrong
# A new name for the old password.
set -eu
NEW_PASSWORD=$OLD_PASSWORD
. "$LAB_DIR/cases/wrong-direct.sh"

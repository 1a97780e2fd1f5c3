#!/bin/sh
# expects: hidden secret-in-labels
# On another object than the service: a note on the old secret.
set -eu
. "$LAB_DIR/cases/wrong-direct.sh"
docker secret rm "$OLD_SECRET"
printf %s "$OLD_PASSWORD" | docker secret create --label "password=$OLD_PASSWORD" "$OLD_SECRET" -

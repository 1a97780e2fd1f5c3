#!/bin/sh
# expects: images course-images-missing
set -eu
. "$LAB_DIR/solution.sh"
docker image rm roy-web:broken

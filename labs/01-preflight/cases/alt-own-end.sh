#!/bin/sh
# Whatever ended it: here its process did. A container of another name has ended as well.
set -eu
docker run --detach --name "not-$CONTAINER" busybox false
docker run --name "$CONTAINER" busybox true

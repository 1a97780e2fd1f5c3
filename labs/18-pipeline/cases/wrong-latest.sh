#!/bin/sh
# expects: pinned image-latest
set -eu
docker service create --name "$NAME" --detach roy-web:latest

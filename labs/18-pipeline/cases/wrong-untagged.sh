#!/bin/sh
# expects: pinned image-latest
# No tag at all: the engine takes `latest`.
set -eu
docker stack deploy --compose-file - "$STACK" <<YAML
version: '3.8'
services:
  $NAME: { image: roy-web }
YAML

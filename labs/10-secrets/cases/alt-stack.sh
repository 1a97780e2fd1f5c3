#!/bin/sh
# A stack: the objects bear its name; a second deployment changes the secret.
set -eu
files=$(mktemp -d)
trap 'rm -r "$files"' EXIT
printf %s "$OLD_PASSWORD" >"$files/old"
printf %s "$NEW_PASSWORD" >"$files/new"
printf %s "$CONFIG_LINE" >"$files/config"
deploy() {
  docker stack deploy --compose-file - course <<YAML
version: '3.8'
services:
  $NAME:
    image: $IMAGE
    command: sleep 1d
    init: true
    deploy: { replicas: $REPLICAS }
    secrets:
      - { source: $1, target: $FILE, mode: $MODE }
    configs:
      - { source: $CONFIG, target: $CONFIG_FILE }
secrets:
  $OLD_SECRET: { file: $files/old }
  $NEW_SECRET: { file: $files/new }
configs:
  $CONFIG: { file: $files/config }
YAML
}
deploy "$OLD_SECRET"
until [ "$(docker service ls --filter "name=course_$NAME" --format '{{.Replicas}}')" = "$REPLICAS/$REPLICAS" ]; do
  sleep 0.5
done
deploy "$NEW_SECRET"

#!/bin/sh
# The secret, a context, a stack file; then the script twice, as a pipeline calls it.
set -eu
DOCKER_CONFIG=$(mktemp -d)
export DOCKER_CONFIG
trap 'rm -r "$DOCKER_CONFIG"' EXIT
docker context create production --docker "host=$DOCKER_HOST"
od -An -N 16 -t x1 /dev/urandom | docker secret create "$SECRET" -
cat >"$DOCKER_CONFIG/stack.yml" <<YAML
version: '3.8'
services:
  $NAME:
    image: \${IMAGE:?}
    secrets: [{ source: $SECRET, target: $FILE }]
    healthcheck:
      test: [CMD, wget, -q, -O, /dev/null, '$URL']
      interval: 1s
      timeout: 2s
      retries: 2
    deploy:
      replicas: $REPLICAS
      labels: { $LABEL: '\${REVISION:?}' }
      update_config: { order: start-first, failure_action: rollback, monitor: 1s }
      resources: { limits: { cpus: '$CPUS', memory: $MEMORY } }
secrets:
  $SECRET: { external: true }
YAML
REVISION=d6cd1e2bd19e03a81132a23b2025920577f84e37
export REVISION
"$LAB_DIR/example/deploy" -c production -s "$STACK" -f "$DOCKER_CONFIG/stack.yml" "$OLD_IMAGE"
REVISION=1f7ecb7a1d1b9c4f5f7e0c7f0a3f1e5f3a9f7e11
"$LAB_DIR/example/deploy" -c production -s "$STACK" -f "$DOCKER_CONFIG/stack.yml" "$NEW_IMAGE"

#!/bin/sh
# Everything wrong at first, another stack name; the last deployment brings what is asked
# for, the label on the containers alone.
set -eu
deploy() {
  docker stack deploy --compose-file - other <<YAML
version: '3.8'
services:
  $NAME:
    image: $1
    $2
YAML
}
echo any | docker secret create "$SECRET" -
deploy roy-web 'deploy: { update_config: { parallelism: 0 } }'
deploy "$OLD_IMAGE" 'deploy: { update_config: { parallelism: 0 } }'
docker stack deploy --compose-file - other <<YAML
version: '3.8'
services:
  $NAME:
    image: $NEW_IMAGE
    labels: { $LABEL: 1f7ecb7a1d1b9c4f5f7e0c7f0a3f1e5f3a9f7e11 }
    secrets: [{ source: $SECRET, target: $FILE }]
    healthcheck: { test: wget -q -O /dev/null $URL, interval: 1s, timeout: 2s, retries: 2 }
    deploy:
      replicas: $REPLICAS
      update_config: { failure_action: rollback, monitor: 1s, parallelism: 0 }
      resources: { limits: { cpus: '$CPUS', memory: $MEMORY } }
secrets:
  $SECRET: { external: true }
YAML

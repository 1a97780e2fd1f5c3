#!/bin/sh
# All that the lab asks for at once; then the page that the health check asks for goes.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --quiet \
  --health-cmd "wget -q -O /dev/null $URL" \
  --health-interval 2s --health-timeout 2s --health-retries 2 \
  --limit-memory "$MEMORY" --limit-cpu "$CPUS" --reserve-memory "$RESERVED" \
  --restart-condition on-failure --restart-delay "${DELAY}s" "$IMAGE"
container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME" | head -n 1)
docker exec "$container" rm "$FILE"
until docker service ps --no-trunc "$NAME" | grep -q 'unhealthy container'; do sleep 0.5; done

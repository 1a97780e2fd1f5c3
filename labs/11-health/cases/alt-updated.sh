#!/bin/sh
# A plain service first; all the rest with updates. The check asks for another page of the application.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --detach "$IMAGE"
docker service update --quiet --limit-memory "$MEMORY" --limit-cpu "$CPUS" --reserve-memory "$RESERVED" "$NAME"
docker service update --quiet --restart-condition on-failure --restart-delay "${DELAY}s" "$NAME"
docker service update --quiet --update-parallelism 0 --health-interval 5s --health-timeout 5s --health-retries 1 \
  --health-cmd 'wget -q -O - http://localhost:80/index.html | grep -q roy-web || exit 1' "$NAME"
container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$NAME" --filter health=healthy | head -n 1)
docker exec "$container" sh -c 'echo broken >/www/index.html'
until docker service ps --no-trunc "$NAME" | grep -q 'unhealthy container'; do sleep 0.5; done

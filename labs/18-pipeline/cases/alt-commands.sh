#!/bin/sh
# Another pipeline: commands and no stack, the commit on the containers too, other check words.
set -eu
echo any | docker secret create "$SECRET" -
docker service create --name "$NAME" --replicas "$REPLICAS" --quiet \
  --label "$LABEL=d6cd1e2bd19e03a81132a23b2025920577f84e37" \
  --secret "source=$SECRET,target=/run/secrets/$FILE,mode=0400" \
  --limit-memory "$MEMORY" --limit-cpu "$CPUS" \
  --health-cmd "wget -q -O - $URL | grep -q ok" --health-interval 1s \
  --update-failure-action rollback --update-monitor 1s --update-parallelism 0 "$OLD_IMAGE"
docker service update --quiet --image "$NEW_IMAGE" \
  --label-add "$LABEL=1f7ecb7a1d1b9c4f5f7e0c7f0a3f1e5f3a9f7e11" "$NAME"

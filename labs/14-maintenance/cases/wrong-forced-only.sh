#!/bin/sh
# expects: drained not-drained
# All tasks anew, by force and by a change, and some on other nodes than before: no drain.
set -eu
docker service create --name "$NAME" --replicas "$REPLICAS" --update-parallelism 0 --update-monitor 1s --detach "$IMAGE"
until docker service ls --filter "name=$NAME" | grep -q "$REPLICAS/$REPLICAS"; do sleep 0.5; done
docker service update --force --quiet "$NAME"
docker service update --env-add A=1 --quiet "$NAME"
docker service update --env-add A=2 --detach "$NAME"

#!/bin/sh
# expects: exist service-missing
set -eu
docker service create --name "$NAME" --mount "type=volume,src=$VOLUME,dst=$DATA" --detach "$IMAGE"
docker run --detach --name "$AGENT" --volume "$SOURCE:$TARGET:ro" "$IMAGE"

#!/bin/sh
# expects: kept baseline-missing
# A swarm in which nobody has said «roy lab start».
set -eu
docker config rm roy-baseline-17-01

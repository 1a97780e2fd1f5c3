#!/bin/sh
# expects: same baseline-missing
set -eu
docker config rm roy-baseline-12

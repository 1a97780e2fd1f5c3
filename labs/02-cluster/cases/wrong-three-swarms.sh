#!/bin/sh
# expects: size nodes-missing
# "swarm init" on every node: three swarms of one node each.
set -eu
docker --host "$NODE1" swarm init --advertise-addr "$NODE1_ADDR"
docker --host "$NODE2" swarm init --advertise-addr "$NODE2_ADDR"
docker --host "$NODE3" swarm init --advertise-addr "$NODE3_ADDR"

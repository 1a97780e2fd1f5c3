#!/bin/sh
# expects: addresses node-address-loopback
# The manager tells everyone to come to their own loopback.
set -eu
docker --host "$NODE1" swarm init --advertise-addr 127.0.0.1

#!/bin/sh
# expects: firewall firewall-unsupported
# info: ServerVersion=29.0.1
# info: FirewallBackend.Driver=nftables
set -eu
. "$LAB_DIR/solution.sh"

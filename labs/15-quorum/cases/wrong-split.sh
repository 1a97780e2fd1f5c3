#!/bin/sh
# expects: survives writes-refused
# Two managers cannot reach each other. While their leader lives nobody sees it: both hear
# him. The check takes him away.
set -eu
docker node promote node2 node3
for node in "$NODE2" "$NODE3"; do
  until docker --host "$node" node ls >/dev/null 2>&1; do sleep 0.2; done
done
docker --host "$NODE2" node demote node1
until [ "$(docker info --format '{{.Swarm.ControlAvailable}}')" = false ]; do sleep 0.2; done
docker --host "$NODE2" node promote node1
until docker node ls >/dev/null 2>&1; do sleep 0.2; done
case $(docker node ls --format '{{.Hostname}} {{.ManagerStatus}}') in
  *'node2 Leader'*) leader=$NODE2_ADDR unheard=$NODE3_ADDR ;;
  *) leader=$NODE3_ADDR unheard=$NODE2_ADDR ;;
esac
roy machine ssh node1 ip route add blackhole "$unheard"
# The route goes as soon as the check has put the leader back: a port that is there refuses
# docker at once, one that is cut off says nothing.
is_cut() {
  timeout 2 docker --host "tcp://$leader:2377" version
  [ $? -eq 124 ]
}
{
  tries=0
  until is_cut || [ "$tries" -gt 100 ]; do
    tries=$((tries + 1))
    sleep 0.2
  done
  while is_cut; do :; done
  roy machine ssh node1 ip route del blackhole "$unheard"
} >/dev/null 2>&1 &

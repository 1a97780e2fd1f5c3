#!/bin/sh
# Runs in the virtual machine: is this kernel's data plane whole? Three engines in network
# namespaces, plain docker commands, nothing of our own program: when a lab's behaviour check
# is red and these are green, the lab or the check is wrong and not the machine.
#
# Prints `ok TITLE # SECONDS` for every check; or, after lines that say what was seen,
# `not ok TITLE # SECONDS`.
set -u

nodes='1 2 3'
# Not below /run, which every engine gets its own of.
run=/var/lib/roy-platform
bridge=royplat0
address() { echo "192.168.99.10$1"; }
on() {
  node=$1
  shift
  docker -H "unix://$run/$node.sock" "$@"
}

# until SECONDS COMMAND…: true as soon as the command is; else its last output, and false.
until_true() {
  limit=$(($(date +%s) + $1))
  shift
  while ! seen=$("$@" 2>&1); do
    if [ "$(date +%s)" -ge "$limit" ]; then
      echo "$seen"
      return 1
    fi
    sleep 1
  done
}

start_engines() {
  ip link add $bridge type bridge
  ip address add 192.168.99.1/24 dev $bridge
  ip link set $bridge up
  for node in $nodes; do
    ip netns add "node$node"
    ip link add "royv$node" type veth peer name eth0 netns "node$node"
    ip link set "royv$node" master $bridge up
    ip -n "node$node" address add "$(address "$node")/24" dev eth0
    ip -n "node$node" link set eth0 up
    ip -n "node$node" link set lo up
    # Not `ip netns exec`: it remounts /sys, and the cgroup mounts are lost.
    nsenter "--net=/run/netns/node$node" unshare --uts --mount sh -c "
      hostname node$node
      mount -t tmpfs tmpfs /run
      exec dockerd --data-root $run/$node --exec-root /run/docker \
        --pidfile /run/docker.pid -H unix://$run/$node.sock" >"$run/$node.log" 2>&1 &
  done
  for node in $nodes; do
    until_true 180 on "$node" version || { tail -n 5 "$run/$node.log"; return 1; }
  done
}

load_image() {
  tree=$(mktemp -d)
  mkdir -p "$tree/bin" "$tree/tmp" "$tree/etc"
  cp /bin/busybox "$tree/bin/"
  for applet in sh httpd hostname wget sleep timeout mkdir; do
    ln -s busybox "$tree/bin/$applet"
  done
  for node in $nodes; do
    tar -C "$tree" -c . | on "$node" import -c 'ENV PATH=/bin' - roy-platform:1 || return 1
  done
}

node_runs() {
  /roy/bin/node --version
}

kernel_has_ipvs_and_esp() {
  for module in ip_vs ip_vs_rr esp4 xfrm_user vxlan br_netfilter; do
    modprobe "$module" || return 1
  done
}

three_engines_answer() {
  start_engines && load_image
}

swarm_of_three() {
  on 1 swarm init --advertise-addr "$(address 1)" || return 1
  token=$(on 1 swarm join-token --quiet worker) || return 1
  for node in 2 3; do
    on $node swarm join --token "$token" --advertise-addr "$(address $node)" \
      "$(address 1):2377" || return 1
  done
  until_true 60 three_ready
}
three_ready() {
  on 1 node ls
  [ "$(on 1 node ls --format '{{.Status}}' | grep -c '^Ready$')" = 3 ]
}

# serve NAME OPTION…: a replica on every node, each answering with its own hostname.
serve() {
  name=$1
  shift
  on 1 service create --detach --name "$name" --replicas 3 --replicas-max-per-node 1 --init \
    --no-resolve-image "$@" roy-platform:1 \
    sh -c 'mkdir -p /www; hostname >/www/index.html; exec httpd -f -p 80 -h /www' || return 1
  until_true 180 all_run "$name"
}
all_run() {
  on 1 service ps "$1"
  [ "$(on 1 service ls --filter "name=$1" --format '{{.Replicas}}' | cut -d' ' -f1)" = 3/3 ]
}

# A client on node 1, and what six requests in a row answer to it.
client() {
  on 1 run --detach --init --name "client-$1" --network "$1" roy-platform:1 sleep 100000
}
ask_six() {
  on 1 exec "client-$1" sh -c "for i in 1 2 3 4 5 6; do timeout 10 wget -qO- http://$2/ || echo none; done"
}
# Three different answers, each as often as the others.
even() {
  answers=$("$@") || return 1
  echo "$answers" | sort | uniq -c
  [ "$(echo "$answers" | sort | uniq -c | awk '{ print $1 }' | tr '\n' ' ')" = '2 2 2 ' ] &&
    ! echo "$answers" | grep -q none
}

vip_is_round_robin() {
  on 1 network create --driver overlay --attachable plain &&
    serve web --network plain --publish published=8080,target=80 &&
    client plain &&
    until_true 60 even ask_six plain web
}

ingress_answers_on_every_node() {
  for node in $nodes; do
    until_true 60 even curl_six "$(address "$node")" || return 1
  done
}
curl_six() {
  for i in 1 2 3 4 5 6; do
    curl --silent --show-error --max-time 10 "http://$1:8080/" || echo none
  done
}

encrypted_overlay_carries_traffic() {
  on 1 network create --driver overlay --attachable --opt encrypted sealed &&
    serve safe --network sealed &&
    client sealed &&
    until_true 60 even ask_six sealed safe
}

# What the wire between the nodes shows while six requests pass. `HTTP/1` is in every answer.
on_the_wire() {
  tcpdump --interface $bridge --packet-buffered -w "$run/$1.pcap" 2>"$run/tcpdump.log" &
  dump=$!
  until_true 30 grep -q 'listening on' "$run/tcpdump.log"
  ask_six "$1" "$2" >/dev/null
  sleep 2
  kill $dump
  wait $dump
  readable=$(grep --text --count 'HTTP/1' "$run/$1.pcap")
  esp=$(tcpdump -r "$run/$1.pcap" esp 2>/dev/null | wc -l)
  echo "$1: $readable readable answers, $esp ESP packets"
}
encrypted_overlay_is_unreadable() {
  on_the_wire plain web
  [ "$readable" -gt 0 ] && [ "$esp" = 0 ] || return 1
  on_the_wire sealed safe
  [ "$readable" = 0 ] && [ "$esp" -gt 0 ]
}

# check TITLE FUNCTION
check() {
  from=$(date +%s)
  if $2 >$run/check.log 2>&1; then
    echo "ok $1 # $(($(date +%s) - from))"
  else
    sed 's/^/# /' $run/check.log
    echo "not ok $1 # $(($(date +%s) - from))"
  fi
}

mkdir -p $run
check 'node этой машины работает и там' node_runs
check 'ядро умеет IPVS и ESP' kernel_has_ipvs_and_esp
check 'три движка отвечают' three_engines_answer
check 'рой из трёх узлов собран' swarm_of_three
check 'VIP сервиса отвечает по кругу' vip_is_round_robin
check 'входная сеть отвечает на каждом узле' ingress_answers_on_every_node
check 'шифрованная сеть соединяет узлы' encrypted_overlay_carries_traffic
check 'шифрованную сеть не прочесть на проводе' encrypted_overlay_is_unreadable

#!/bin/sh
# What a teacher writes today: lab 03 checked with the docker CLI, grep and jq. It asks the
# same questions as `roy check 03`, each object once, and stops at nothing.
# Usage: verify.sh SERVICE IMAGE REPLICAS NODES
name=$1 image=$2 replicas=$3 nodes=$4
failed=0
say() {
  if [ "$1" = ok ]; then echo "ok   $2"; else echo "FAIL $2"; failed=1; fi
}
test_that() { if eval "$2"; then say ok "$1"; else say fail "$1"; fi; }

service=$(docker service inspect "$name" 2>/dev/null)
tasks=$(docker service ps --no-trunc --format '{{json .}}' "$name" 2>/dev/null)
ready=$(docker node ls --format '{{.Hostname}} {{.Status}}' | grep -c ' Ready$')

running=$(printf '%s' "$tasks" | jq -s '[.[] | select(.DesiredState == "Running" and (.CurrentState | startswith("Running")))]')
test_that 'the service is there' '[ "$(printf "%s" "$service" | jq length)" = 1 ]'
test_that 'its image' '[ "$(printf "%s" "$service" | jq -r ".[0].Spec.TaskTemplate.ContainerSpec.Image" | sed "s/[@:].*//")" = "$image" ]'
test_that 'its replicas' '[ "$(printf "%s" "$service" | jq ".[0].Spec.Mode.Replicated.Replicas")" = "$replicas" ]'
test_that 'live tasks' '[ "$(printf "%s" "$running" | jq length)" = "$replicas" ] && [ "$ready" -ge "$nodes" ]'
test_that 'spread' '[ "$(printf "%s" "$running" | jq "[.[].Node] | unique | length")" -ge "$nodes" ]'
test_that 'healed' 'printf "%s" "$tasks" | grep -q "\"CurrentState\":\"Failed"'
exit $failed

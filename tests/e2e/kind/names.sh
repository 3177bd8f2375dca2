# Sourced: the machines of a kind cluster, which are containers.
# shellcheck shell=bash

CLUSTER=meshgate-e2e
NODES=("$CLUSTER-worker" "$CLUSTER-worker2" "$CLUSTER-worker3")
on() { docker exec "$@"; }
beside_server() { "$@"; }

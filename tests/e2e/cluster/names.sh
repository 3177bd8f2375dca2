# Sourced: what the cluster on one machine is made of. One public network; the control plane and machine n1 are on it, n2 and n3 each behind
# a NAT of its own.
# shellcheck shell=bash

: "${E2E_DIR:?}"
NODES=(n1 n2 n3)
PREFIX=mge
CONTROL_PLANE=192.0.2.10
STUN=(192.0.2.2 192.0.2.3)
declare -A ADDRESS=([n1]=192.0.2.11 [n2]=10.2.0.2 [n3]=10.3.0.2)
declare -A NAT=([n2]=192.0.2.22 [n3]=192.0.2.23)
CGROUP=meshgate-e2e

netns() { echo "$PREFIX-$1"; }

# The process 1 of a machine, as this machine's numbers have it.
init_of() { cat "$E2E_DIR/$1/init.pid" 2>/dev/null; }

# on MACHINE COMMAND...: runs a command on a machine, with its network, files and processes.
on() {
  local pid
  pid=$(init_of "$1") || return 1
  shift
  nsenter -t "$pid" -n -m -p -u -i -- "$@"
}

# Runs a program of this machine where the API server can be reached.
beside_server() { nsenter --net="/run/netns/$(netns cp)" "$@"; }

# Sourced by steps: what they ask of a cluster, whichever put it together. `on MACHINE COMMAND...` comes from there.
# shellcheck shell=bash

: "${E2E_DIR:?}" "${E2E_CLUSTER:?}" "${KUBECONFIG:?}"
tests=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
. "$tests/lib/report.sh"
. "$tests/$E2E_CLUSTER/names.sh"

# Their roles in the steps: one that others can reach, and two behind NATs where there are any.
open=${NODES[0]} one=${NODES[1]} other=${NODES[2]}

system=meshgate-system
nodes=meshgate-nodes

# The pod of a DaemonSet on a machine: pod NAMESPACE LABEL MACHINE
pod() { kubectl get pods -n "$1" -l "$2" --field-selector "spec.nodeName=$3" -o jsonpath='{.items[0].metadata.name}'; }
daemon_pod() { pod "$nodes" app.kubernetes.io/component=noded "$1"; }

# Runs a command in the traffic pod on a machine's network, or in the one on the pod network.
at_machine() { kubectl exec -n e2e "$(pod e2e e2e=machine "$1")" -- "${@:2}"; }
at_pod() { kubectl exec -n e2e "$(pod e2e e2e=pod "$1")" -- "${@:2}"; }

mesh_address() { kubectl get meshnode "$1" -o jsonpath='{.spec.addresses[0]}'; }
pod_address() { kubectl get pod -n e2e "$(pod e2e e2e=pod "$1")" -o jsonpath='{.status.podIP}'; }

# Each ordered pair of machines, a line each.
pairs() {
  local a b
  for a in "${NODES[@]}"; do for b in "${NODES[@]}"; do [ "$a" = "$b" ] || echo "$a $b"; done; done
}

# Streams of 100 packets a second between all pairs, from machine to machine over mesh addresses.
streams_start() { while read -r a b; do at_machine "$a" stream start "to-$b" "$(mesh_address "$b")"; done < <(pairs); }

# streams_stop WHAT LIMIT: says of each pair how many packets got lost, and fails where there are more.
streams_stop() {
  local said
  while read -r a b; do
    # Asked twice: a server that is busy may not have passed it on.
    said=$(at_machine "$a" stream stop "to-$b") || said=$(at_machine "$a" stream stop "to-$b") || said="sent 0 lost 0 longest-gap-ms 0"
    stream_verdict "$a to $b, $1" "$said" "$2"
  done < <(pairs)
}

stream_verdict() {
  local _ sent lost gap
  read -r _ sent _ lost _ gap <<<"$2"
  if [ "$sent" -ge 200 ] && [ "$lost" -le "$3" ]; then
    passed "$1: $sent packets, $lost lost, longest gap $gap ms"
  else
    failed "$1: $sent packets, $lost lost (at most $3), longest gap $gap ms"
  fi
}

ready_nodes() { kubectl wait --for=condition=Ready --timeout=1s meshnodes --all; }
rolled_out() { kubectl rollout status -n "$1" "$2" --timeout="$3"; }

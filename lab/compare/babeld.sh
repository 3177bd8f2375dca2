#!/bin/bash
# As bird.sh, but babeld finds the ways, with a hello every half second.
set -euo pipefail
. "${0%/*}/triangle.sh"
triangle "$@" 2

interfaces=()
for neighbour in "$other" "$third"; do
  ip address add "fe80::$(number "$this"):$(number "$neighbour")/64" dev "$(interface "$neighbour")"
  interfaces+=("$(interface "$neighbour")")
done
babeld -D -I "$state/babeld-$this.pid" -S "$state/babeld-$this.state" -L "$state/babeld-$this.log" \
  -C 'default type tunnel hello-interval 0.5 update-interval 2' \
  -C "redistribute local ip $own/32 allow" -C 'redistribute local deny' "${interfaces[@]}"

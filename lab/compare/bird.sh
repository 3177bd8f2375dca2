#!/bin/bash
# Makes a machine of the lab a router that speaks BFD: bird.sh THIS OTHER THIRD, run on each of three machines. Static routes, watched by BFD
# (100 ms x 3), lead straight to each neighbour, and to OTHER by THIRD where that fails.
set -euo pipefail
. "${0%/*}/triangle.sh"
triangle "$@" 1

{
  echo "router id $own;"
  echo "log \"$state/bird-$this.log\" all;"
  echo 'protocol device { scan time 10; }'
  echo 'protocol bfd { debug { events }; interface "*" { interval 100 ms; multiplier 3; }; }'
  echo "protocol kernel { ipv4 { import none; export filter { krt_prefsrc = $own; accept; }; }; }"
  for neighbour in "$other" "$third"; do
    echo "protocol static straight_$neighbour { ipv4 { preference 200; }; route $(loopback "$neighbour")/32 via $(end "$neighbour" "$this") bfd; }"
  done
  echo "protocol static around { ipv4 { preference 100; }; route $(loopback "$other")/32 via $(end "$third" "$this") bfd; }"
} > "$state/bird-$this.conf"
bird -c "$state/bird-$this.conf" -s "$state/bird-$this.ctl" -P "$state/bird-$this.pid"

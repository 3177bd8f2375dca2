#!/bin/bash
# Writes how often BFD took the path to a neighbour for dead since bird.sh started: bfd-losses.sh THIS NEIGHBOUR, run on the machine.
set -euo pipefail
. "${0%/*}/triangle.sh"
place "$1" 1
grep -c "Session to $(end "$2" "$this") changed state from Up to Down" "$state/bird-$this.log" || true

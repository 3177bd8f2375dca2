#!/bin/bash
# Makes a machine of the lab a member of a Nebula network: nebula.sh THIS OTHER THIRD, run on each of three machines. RELAY is the one of them that is
# lighthouse and relay and makes the certificates: nebula.sh w u v w, nebula.sh u v w w, nebula.sh v u w w. Timers are Nebula's own defaults.
set -euo pipefail
. "${0%/*}/triangle.sh"
place "$1" 3
relay=$4

if [ "$this" = "$relay" ]; then
  (umask 077; cd "$state"; nebula-cert ca -name compare -out-key ca.key -out-crt ca.crt)
  for machine in "$1" "$2" "$3"; do
    (umask 077; cd "$state"; nebula-cert sign -ca-key ca.key -ca-crt ca.crt -name "$machine" -ip "$(loopback "$machine")/24" -out-key "$machine.key" -out-crt "$machine.tmp")
    mv "$state/$machine.tmp" "$state/$machine.crt"
  done
fi

await "$state/$this.crt"
await "$state/address-$relay"
{
  echo "pki: { ca: $state/ca.crt, cert: $state/$this.crt, key: $state/$this.key }"
  echo "static_host_map: { '$(loopback "$relay")': ['$(cat "$state/address-$relay"):4242'] }"
  echo 'listen: { host: 0.0.0.0, port: 4242 }'
  echo 'punchy: { punch: true, respond: true }'
  if [ "$this" = "$relay" ]; then
    echo 'lighthouse: { am_lighthouse: true }'
    echo 'relay: { am_relay: true, use_relays: false }'
  else
    echo "lighthouse: { am_lighthouse: false, interval: 10, hosts: ['$(loopback "$relay")'] }"
    echo "relay: { am_relay: false, use_relays: true, relays: ['$(loopback "$relay")'] }"
  fi
  echo "tun: { dev: $(interface n), mtu: 1300 }"
  echo 'logging: { level: warning }'
  echo 'firewall: { outbound: [{ port: any, proto: any, host: any }], inbound: [{ port: any, proto: any, host: any }] }'
} > "$state/nebula-$this.yaml"
exec nebula -config "$state/nebula-$this.yaml"

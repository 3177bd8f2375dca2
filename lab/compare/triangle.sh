# Sourced. Three machines of a lab, named by one letter each, that have an address of their own; with triangle they reach each other over one WireGuard
# interface for each neighbour.

number() { printf '%d' "'$1"; }
interface() { echo "$lab$this$1"; }
loopback() { echo "10.99.$group.$(number "$1")"; }
port() { echo $((20000 + 256 * group + ($(number "$1") * 16 + $(number "$2")) % 256)); }
# end ONE OTHER: the address of ONE's end of the link between the two.
end() { echo "10.98.$group.$((2 * (($(number "$1") + $(number "$2")) % 128) + ($(number "$1") > $(number "$2"))))"; }

# await FILE: until another machine has written it, at most 10 s.
await() {
  for _ in $(seq 100); do
    [ -s "$1" ] && return
    sleep 0.1
  done
  echo "nobody wrote $1" >&2
  exit 1
}

# place THIS GROUP: sets this, lab, group, own (the machine's own address) and state (a directory), and tells the others of its group where it stands.
place() {
  this=$1 group=$2
  lab=$(ip netns identify $$)
  lab=${lab%%-*}
  state=/run/meshgate-lab/${lab#mg}/compare-$group
  own=$(loopback "$this")
  mkdir -p "$state"
  ip -4 -o address show scope global | awk '{ split($4, a, "/"); print a[1]; exit }' > "$state/address-$this"
}

# triangle THIS OTHER THIRD GROUP: brings the links up; sets other and third beside what place sets.
triangle() {
  place "$1" "$4"
  other=$2 third=$3
  sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
  ip link set lo up
  ip address add "$own/32" dev lo
  for neighbour in "$other" "$third"; do
    (umask 077; wg genkey > "$state/key-$this-$neighbour")
    wg pubkey < "$state/key-$this-$neighbour" > "$state/public-$this-$neighbour"
  done
  for neighbour in "$other" "$third"; do
    await "$state/public-$neighbour-$this"
    await "$state/address-$neighbour"
    wireguard-go "$(interface "$neighbour")" > /dev/null 2>&1
    wg set "$(interface "$neighbour")" private-key "$state/key-$this-$neighbour" listen-port "$(port "$this" "$neighbour")" \
      peer "$(cat "$state/public-$neighbour-$this")" allowed-ips 0.0.0.0/0,::/0 \
      endpoint "$(cat "$state/address-$neighbour"):$(port "$neighbour" "$this")"
    ip address add "$(end "$this" "$neighbour")/31" dev "$(interface "$neighbour")"
    ip link set "$(interface "$neighbour")" mtu 1420 up
  done
}

#!/usr/bin/env bash
# usage: bench/attack/run.sh flood [RATE 50000] [SECONDS 30] [auto|process]   calls that succeed and their set-up delay: quiet, then while bad packets come from 10,000 addresses
#        bench/attack/run.sh banned [RATE 50000] [SECONDS 10] [ROUNDS 3]      CPU of a packet from one of 10,000 banned addresses, dropped in the kernel and in the process
#        bench/attack/run.sh tls [RATE 500] [IDLE 10000] [SECONDS 20]         TLS connections with a handshake each, beside idle ones
# Needs root, SIPp, iproute2, tcpdump, tshark, and nft for the kernel's part. The switch has a network of its own, the attackers another, joined by a cable; all ends by itself.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mode=${1:-flood}
sources=10000 place=10.99.0.1 port=5060 http=18061
work=$(mktemp -d)
inside=tab$$s outside=tab$$a
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  ip netns del "$inside" 2>/dev/null || true
  ip netns del "$outside" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

dotnet build "$root/bench/Tandem.Bench/Tandem.Bench.csproj" -c Release -v q --nologo -p:RunAnalyzers=false -p:NuGetAudit=false >&2
bench() { dotnet "$root/artifacts/bin/Tandem.Bench/release/Tandem.Bench.dll" "$@"; }

ip netns add "$inside"
ip netns add "$outside"
inner() { ip netns exec "$inside" "$@"; }
outer() { ip netns exec "$outside" "$@"; }
ip link add sip netns "$inside" type veth peer name sip netns "$outside"
inner sh -ec "ip link set lo up; ip addr add $place/30 dev sip; ip addr add 10.99.1.2/32 dev lo; ip addr add 10.99.1.3/32 dev lo; ip link set sip up
  echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter; echo 0 > /proc/sys/net/ipv4/conf/sip/rp_filter; ip route add 10.98.0.0/16 via 10.99.0.2"
outer sh -ec "ip link set lo up; ip addr add 10.99.0.2/30 dev sip; ip link set sip up"

# start FIREWALL: a switch with a customer on 10.99.1.2 and a carrier on 10.99.1.3
start() {
  sed 's/127\.0\.0\.2/10.99.1.2/; s/127\.0\.0\.3/10.99.1.3/' "$here/../calls/plan.yaml" >"$work/plan.yaml"
  [ "$mode" != tls ] || sed -i 's|\[10.99.1.2\]|[10.99.1.2, 127.1.0.0/16]|' "$work/plan.yaml"
  rm -rf "$work/data"
  inner "$root/tandem" up --data "$work/data" --sip "udp:$place:$port" --sip tls:127.0.0.1:5061 --http "127.0.0.1:$http" --firewall "$1" --plan "$work/plan.yaml" >"$work/tandem.out" 2>&1 &
  for _ in $(seq 300); do grep -q '^ready ' "$work/tandem.out" && break; sleep 0.2; done
  grep -q '^ready ' "$work/tandem.out" || { cat "$work/tandem.out"; exit 1; }
  switch=$(pgrep -f "Tandem.Server.dll up --data $work/data" | tail -1)
  pids+=("$switch")
}
end() {
  kill "$switch"
  while [ -d "/proc/$switch" ]; do sleep 0.1; done
}
metric() { inner curl -s "http://127.0.0.1:$http/metrics" | awk -v name="$1" 'index($1, name) == 1 { sum += $2 } END { print sum + 0 }'; }
cpu_us() { awk '{sub(/.*\) /, ""); printf "%.0f", ($12 + $13) * 1e6 / '"$(getconf CLK_TCK)"'}' "/proc/$switch/stat"; }
machine_us() { awk '/^cpu / {printf "%.0f", ($2 + $3 + $4 + $7 + $8) * 1e6 / '"$(getconf CLK_TCK)"'}' /proc/stat; }

# calls RATE SECONDS NAME: what came of them, and the delay from INVITE to 200 as it is on the wire (SIPp's own clock has steps of 4 ms)
calls() {
  local tap all=$(($1 * $2))
  rm -f "$work"/uac_*_.csv
  ip netns exec "$inside" tcpdump -i lo -s 0 -w "$work/wire.pcap" udp port 5061 >/dev/null 2>&1 &
  tap=$!
  sleep 1
  (cd "$work" && inner sipp "$place:$port" -sf "$here/../calls/uac.xml" -i 10.99.1.2 -p 5061 -r "$1" -m "$all" -d 1000 -nostdin -buff_size 4000000 \
    -trace_stat -fd 1 -recv_timeout 8000 -timeout "$(($2 + 40))s" >/dev/null 2>&1) || true
  sleep 1
  kill "$tap"
  wait "$tap" || true
  awk -F';' -v name="$3" 'NR == 1 { for (i = 1; i <= NF; i++) { at[$i] = i } } END { printf "%s: successful=%d failed=%d\n", name, $at["SuccessfulCall(C)"], $at["FailedCall(C)"] }' "$work"/uac_*_.csv
  tshark -r "$work/wire.pcap" -d udp.port==5061,sip -T fields -e frame.time_epoch -e sip.Call-ID -e sip.Method -e sip.Status-Code -e sip.CSeq.method 2>/dev/null | awk -F'\t' '
    $3 == "INVITE" && !($2 in began) { began[$2] = $1 }
    $4 == 200 && $5 == "INVITE" && !($2 in ended) { ended[$2] = 1; printf "%.3f\n", ($1 - began[$2]) * 1000 }' | sort -n | awk -v all="$all" -v name="$3" '{ t[NR] = $1 } END {
    printf "%s: calls=%d answered=%d (%.2f %%) median_ms=%.2f p90_ms=%.2f p99_ms=%.2f longest_ms=%.2f\n", name, all, NR, NR * 100 / all, t[int((NR + 1) / 2)], t[int(NR * 0.9)], t[int(NR * 0.99)], t[NR] }'
}

case $mode in
  flood)
    rate=${2:-50000} seconds=${3:-30}
    start "${4:-auto}"
    grep -o 'Firewall.*' "$work/tandem.out" | head -1 || true
    ip netns exec "$inside" sipp -sf "$here/../calls/uas.xml" -i 10.99.1.3 -p 5070 -nostdin -buff_size 4000000 >/dev/null 2>&1 &
    pids+=("$!")
    sleep 0.5
    calls 50 20 "warming up"
    calls 50 "$seconds" quiet
    ip netns exec "$outside" dotnet "$root/artifacts/bin/Tandem.Bench/release/Tandem.Bench.dll" bad-packets "$place:$port" "$rate" "$sources" $((seconds + 4)) >"$work/sent" &
    flood=$!
    sleep 1
    calls 50 "$seconds" flood
    wait "$flood"
    cat "$work/sent"
    sleep 6 # the kernel is asked every five seconds
    for name in tandem_bans_in_force tandem_ban_dropped_total tandem_gate_dropped_total tandem_illegal_calls_total; do echo "$name=$(metric "$name")"; done
    end
    ;;
  banned)
    rate=${2:-50000} seconds=${3:-10} rounds=${4:-3}
    flood() { outer dotnet "$root/artifacts/bin/Tandem.Bench/release/Tandem.Bench.dll" bad-packets "${2:-$place}:$port" "$rate" "$sources" "$1" scan; }
    outer ip route add 10.99.2.1 via "$place" # who is not there: such a packet is dropped as soon as the kernel has looked where it goes
    # measured NAME [TARGET]: what the switch and the whole machine spend on a packet, the sender's part included
    measured() {
      local own all sent dropped
      own=$(cpu_us) all=$(machine_us) dropped=$(metric tandem_ban_dropped_total)
      sent=$(flood "$seconds" "${2:-}" | sed 's/sent=\([0-9]*\).*/\1/')
      all=$(($(machine_us) - all)) own=$(($(cpu_us) - own))
      sleep 6 # the kernel is asked every five seconds
      awk -v name="$1" -v sent="$sent" -v own="$own" -v all="$all" -v dropped=$(($(metric tandem_ban_dropped_total) - dropped)) 'BEGIN {
        printf "%s: sent=%d turned_away=%d switch_us=%.3f machine_us=%.3f\n", name, sent, dropped, own / sent, all / sent }'
    }
    for firewall in kernel process; do
      start "$firewall"
      flood 3 >/dev/null
      for _ in $(seq 60); do [ "$(metric tandem_bans_in_force)" -ge $sources ] && break; sleep 0.5; done
      sleep 3
      echo "$firewall: bans=$(metric tandem_bans_in_force)"
      for _ in $(seq "$rounds"); do
        measured "$firewall"
        [ "$firewall" = process ] || measured "to an address that nobody has" 10.99.2.1
      done
      end
    done
    ;;
  tls)
    rate=${2:-500} idle=${3:-10000} seconds=${4:-20}
    start process
    inner dotnet "$root/artifacts/bin/Tandem.Bench/release/Tandem.Bench.dll" tls 127.0.0.1:5061 "$rate" "$idle" "$seconds" "$switch"
    end
    ;;
  *) sed -n 2,5p "$0"; exit 2 ;;
esac

#!/usr/bin/env bash
# usage: bench/calls/run.sh load [RATE 400] [SECONDS 10]     CPU of the switch for each 1,000 calls, everything on
#        bench/calls/run.sh idle [CALLS 20000] [RATE 500]    memory and the longest collection pause with that many answered calls up
# Starts its own switch on 127.0.0.1 and SIPp on 127.0.0.2 (customer) and 127.0.0.3 (carrier); stops all by itself.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mode=${1:-load}
work=$(mktemp -d)
port=5660 http=18060
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

"$root/tandem" up --data "$work/data" --sip "udp:127.0.0.1:$port" --http "127.0.0.1:$http" --plan "$here/plan.yaml" >"$work/tandem.out" 2>&1 &
switch=$!
pids+=("$switch")
for _ in $(seq 300); do grep -q '^ready ' "$work/tandem.out" && break; sleep 0.2; done
grep -q '^ready ' "$work/tandem.out" || { cat "$work/tandem.out"; exit 1; }

cpu() { awk '{sub(/.*\) /, ""); print ($12 + $13) / '"$(getconf CLK_TCK)"'}' "/proc/$switch/stat"; }
metric() { curl -s "http://127.0.0.1:$http/metrics" | awk -v name="$1" '$1 == name {print $2}'; }

# calls RATE COUNT HOLD_MS NAME: true when every call went through
calls() {
  sipp -sf "$here/uas.xml" -i 127.0.0.3 -p 5070 -nostdin -buff_size 4000000 >/dev/null 2>"$work/uas.err" &
  local uas=$!
  pids+=("$uas")
  sleep 0.3
  local status=0
  (cd "$work" && sipp "127.0.0.1:$port" -sf "$here/uac.xml" -i 127.0.0.2 -p 5061 -r "$1" -m "$2" -l "$(($2 + 100))" -d "$3" -nostdin \
    -buff_size 4000000 -trace_stat -stf "$work/$4.csv" -timeout "$(($2 / $1 + $3 / 1000 + 30))s" >/dev/null 2>&1) || status=$?
  kill -USR1 "$uas" 2>/dev/null || true
  wait "$uas" 2>/dev/null || true
  return "$status"
}

case $mode in
  load)
    rate=${2:-400} seconds=${3:-10}
    calls 200 2000 0 warm || true
    before=$(cpu)
    calls "$rate" $((rate * seconds)) 0 load && clean=yes || clean=no
    sleep 1
    after=$(cpu)
    awk -v b="$before" -v a="$after" -v n=$((rate * seconds)) -v rate="$rate" -v clean="$clean" -v pid="$switch" 'BEGIN {
      printf "calls=%d rate=%d/s clean=%s cpu_s_per_1000_calls=%.3f\n", n, rate, clean, (a - b) * 1000 / n }'
    ;;
  idle)
    count=${2:-20000} rate=${3:-500}
    dotnet build "$root/bench/Tandem.Bench/Tandem.Bench.csproj" -c Release -v q --nologo -p:RunAnalyzers=false -p:NuGetAudit=false >&2
    dotnet "$root/artifacts/bin/Tandem.Bench/release/Tandem.Bench.dll" stalls 5 # no pause is measured finer than the machine's own
    hold=$(((count / rate + 20) * 1000))
    calls "$rate" "$count" "$hold" idle &
    load=$!
    sleep $((count / rate + 8))
    printf 'calls_up=%s rss_mb=%s longest_gc_pause_ms=%s\n' "$(metric tandem_calls_talking)" \
      "$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$switch/status")" "$(metric tandem_gc_longest_pause_ms)"
    curl -s "http://127.0.0.1:$http/metrics" | awk '/^tandem_gc_pause_ms_bucket/ {gsub(/.*le="|"}/, "", $1); print "pauses_up_to_ms", $1, $2}'
    wait "$load" && echo clean=yes || echo clean=no
    ;;
  *) sed -n 2,4p "$0"; exit 2 ;;
esac

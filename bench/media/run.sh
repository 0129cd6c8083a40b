#!/usr/bin/env bash
# usage: bench/media/run.sh load [CALLS 500] [SECONDS 8] [record|transcode]    CPU of the media process for each packet, delay, loss, collections;
#                                                          the generator does not know transcoded packets again: to it they are lost
#        bench/media/run.sh setup [CALLS 2000]              CPU of the media process to set up and tear down a relayed call
# load needs LOAD=PROGRAM, an RTP generator that takes "-f PAIRS -n CALLS -d SECONDS -w WARM -P PID": it sends for each line "A_LOCAL A_RELAY B_LOCAL B_RELAY" of
# PAIRS 50 packets/s each way from the local to the relay's address, and prints loss, delay and the CPU of PID. MORE= passes options to the media process.
# Everything is on 127.0.0.0/8 and ends by itself.
set -euo pipefail
. "$(dirname "$0")/../media-process.sh"
mode=${1:-load}
# shellcheck disable=SC2086
start_media --recordings "$work/recordings" --media "127.0.0.1:${PORTS:-10000-62000}" ${MORE:-}

# calls COUNT [WORK]: opens them and stays; closes them when ended
calls() {
  dotnet "$bin/Tandem.Bench/release/Tandem.Bench.dll" relay-calls "$work/media" "$1" "$work/pairs" ${2:+"$2"} >"$work/calls.out" 2>&1 &
  setup=$!
  pids+=("$setup")
  for _ in $(seq 300); do grep -q '^ready ' "$work/calls.out" && return; sleep 0.1; done
  cat "$work/calls.out"
  exit 1
}
end_calls() { kill "$setup"; wait "$setup" || true; tail -1 "$work/calls.out"; }

case $mode in
  load)
    count=${2:-500} seconds=${3:-8}
    calls "$count" "${4:-}"
    used=$(cpu "$media")
    before=$(grep -c . "$work/media.err" || true)
    "${LOAD:?an RTP generator}" -f "$work/pairs" -n "$count" -d "$seconds" -w 1 -P "$media"
    echo "rss_mb=$(awk '/^Pss:/ {print int($2 / 1024)}' "/proc/$media/smaps_rollup") log_lines=$(($(grep -c . "$work/media.err" || true) - before))"
    used=$(awk -v a="$used" -v b="$(cpu "$media")" 'BEGIN { print b - a }')
    end_calls >"$work/closed"
    cat "$work/closed"
    awk -v used="$used" '{ sub(/.*packets=/, ""); printf "cpu_s=%.2f cpu_s_per_1M_packets=%.2f\n", used, used * 1e6 / $1 }' "$work/closed"
    ;;
  setup)
    count=${2:-2000}
    for _ in 1 2 3 4 5; do # warm: the last compilation of a method comes after many thousand calls
      calls 4000; end_calls
      sleep 6 # the guard time of its ports
    done
    before=$(cpu "$media")
    calls "$count"
    opened=$(cpu "$media")
    end_calls
    awk -v b="$before" -v o="$opened" -v a="$(cpu "$media")" -v n="$count" 'BEGIN {
      printf "calls=%d cpu_us_per_setup=%.1f cpu_us_per_teardown=%.1f\n", n, (o - b) * 1e6 / n, (a - o) * 1e6 / n }'
    ;;
  *) sed -n 2,7p "$0"; exit 2 ;;
esac

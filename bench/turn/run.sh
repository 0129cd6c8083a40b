#!/usr/bin/env bash
# usage: bench/turn/run.sh load [CALLS 500] [SECONDS 8] [ROUNDS 3]   CPU of TURN for each relayed packet, beside coturn's in turn where turnserver is installed
#        bench/turn/run.sh stun [SECONDS 5] [ROUNDS 3]               binding requests answered a second, and CPU for each, beside coturn's
# load needs LOAD=PROGRAM, an RTP generator that takes "-f PAIRS -n CALLS -d SECONDS -w WARM -P PID": it sends for each line "CLIENT TURN PEER RELAYED chan=0xN" of PAIRS 50 packets/s
# each way, the client's as channel data, and prints loss, delay and the CPU of PID. Both servers have one thread and ask for a password. Everything is on 127.0.0.0/8 and ends by itself.
set -euo pipefail
. "$(dirname "$0")/../media-process.sh"
mode=${1:-load}
bench turn-users "$work/users"
start_media --stun 127.0.0.1:3478 --turn-ports 20000-62000 --turn-allow 127.0.0.0/8 --turn-users "$work/users"
theirs=
if command -v turnserver >/dev/null; then
  turnserver -n -L 127.0.0.1 -E 127.0.0.1 -p 3479 --lt-cred-mech -u bench:bench -r bench --allow-loopback-peers --no-tls --no-dtls --no-cli --no-tcp --no-tcp-relay --no-multicast-peers \
    --min-port=20000 --max-port=62000 --relay-threads=1 --pidfile="$work/turn.pid" --userdb="$work/turn.db" -l "$work/turn.log" --simple-log >"$work/turnserver.out" 2>&1 &
  theirs=$!
  pids+=("$theirs")
  sleep 1
fi

# measured NAME PID PORT COMMAND...: what the command prints, with the CPU of PID meanwhile
measured() {
  local name=$1 pid=$2 before after
  shift 2
  before=$(cpu "$pid")
  "$@" >"$work/out"
  after=$(cpu "$pid")
  awk -v name="$name" -v used="$(awk -v a="$before" -v b="$after" 'BEGIN { print b - a }')" '{ print "  " name ": " $0 } match($0, /answered=[0-9]+/) { n = substr($0, RSTART + 9, RLENGTH - 9) }
    END { printf "  %s: cpu_s=%.2f%s\n", name, used, n ? sprintf(" cpu_us_per_binding=%.2f", used * 1e6 / n) : "" }' "$work/out"
}

case $mode in
  load)
    calls=${2:-500} seconds=${3:-8} rounds=${4:-3}
    bench turn-calls 127.0.0.1:3478 "$calls" "$work/ours.pairs"
    [ -z "$theirs" ] || bench turn-calls 127.0.0.1:3479 "$calls" "$work/theirs.pairs"
    for round in $(seq "$rounds"); do # permissions last for five minutes
      echo "round $round"
      [ -z "$theirs" ] || measured coturn "$theirs" "${LOAD:?an RTP generator}" -f "$work/theirs.pairs" -n "$calls" -d "$seconds" -w 1 -P "$theirs"
      measured tandem "$media" "${LOAD:?an RTP generator}" -f "$work/ours.pairs" -n "$calls" -d "$seconds" -w 1 -P "$media"
    done
    echo "pss_mb=$(awk '/^Pss:/ {print int($2 / 1024)}' "/proc/$media/smaps_rollup")"
    cat "$work/media.err"
    ;;
  stun)
    seconds=${2:-5} rounds=${3:-3}
    for round in $(seq "$rounds"); do
      echo "round $round"
      [ -z "$theirs" ] || measured coturn "$theirs" dotnet "$bin/Tandem.Bench/release/Tandem.Bench.dll" stun-flood 127.0.0.1:3479 "$seconds" 64
      measured tandem "$media" dotnet "$bin/Tandem.Bench/release/Tandem.Bench.dll" stun-flood 127.0.0.1:3478 "$seconds" 64
    done
    ;;
  *) sed -n 2,6p "$0"; exit 2 ;;
esac

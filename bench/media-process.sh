# Sourced by bench/media/run.sh and bench/turn/run.sh: a media process to measure, and what goes with it. Whoever sources this has set -euo pipefail.
# Gives: root, bin, work (a folder that goes away), pids (processes that end with us), bench, start_media, cpu. BIN= other binaries, NO_BUILD= builds nothing.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=${BIN:-$root/artifacts/bin}
work=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
ulimit -n "$(ulimit -Hn)"
[ -n "${NO_BUILD:-}" ] || {
  dotnet build "$root/bench/Tandem.Bench/Tandem.Bench.csproj" -c Release -v q --nologo >&2
  dotnet build "$root/src/Tandem.Server/Tandem.Server.csproj" -c Release -v q --nologo >&2
}

# bench WORDS...: the benches' own program
bench() { dotnet "$bin/Tandem.Bench/release/Tandem.Bench.dll" "$@"; }

# start_media OPTIONS...: back when it is ready; its number is in $media
start_media() {
  DOTNET_GCgen0size=0x400000 dotnet "$bin/Tandem.Server/release/Tandem.Server.dll" media --socket "$work/media" "$@" >"$work/media.out" 2>"$work/media.err" &
  media=$!
  pids+=("$media")
  for _ in $(seq 300); do grep -q '^media ready ' "$work/media.out" && return; sleep 0.1; done
  cat "$work/media.out" "$work/media.err"
  exit 1
}

# cpu PID: the seconds of processor that it has had
cpu() { awk '{sub(/.*\) /, ""); print ($12 + $13) / '"$(getconf CLK_TCK)"'}' "/proc/$1/stat"; }

#!/usr/bin/env bash
# eng/fuzz.sh [TARGET...]: coverage-guided fuzzing of everything that strangers' bytes come into (tests/Tandem.Fuzz), with afl++ over
# an instrumented copy of the build. TANDEM_FUZZ_SECONDS (60) is for all targets together; the nightly form has 600.
# Each target's seeds are run once before; a fault there, or one that is found, fails the target and stays in artifacts/fuzz/faults.
# The last line is 'N passed, N failed'.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$here" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

seconds=${TANDEM_FUZZ_SECONDS:-60}
built=artifacts/bin/Tandem.Fuzz/release
work=artifacts/fuzz
program=$work/program
faults=$work/faults
[ -f "$built/Tandem.Fuzz.dll" ] || { echo "build tests/Tandem.Fuzz first: dotnet build -c Release"; exit 1; }
command -v afl-fuzz >/dev/null 2>&1 || { echo "afl-fuzz is missing: apt-get install afl++"; exit 1; }

rm -rf "$program" "$work/seeds" "$work/found"
mkdir -p "$faults" "$work/found" && cp -r "$built" "$program" || exit 1
dotnet "$program/Tandem.Fuzz.dll" seeds "$work/seeds" || exit 1
# By the plain build: an assembly that is loaded can't be rewritten.
dotnet "$built/Tandem.Fuzz.dll" instrument "$program" || exit 1
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(dotnet "$built/Tandem.Fuzz.dll" list)

# What afl++ would rather have otherwise: it is no machine for fuzzing alone, and the program is no native one.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=60000
# A workstation's garbage collector without a helper thread for each core, and code that is compiled once.
export DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_TieredPGO=0 DOTNET_TieredCompilation_BackgroundWorkerTimeoutMs=0

each=$((seconds / ${#targets[@]}))
[ "$each" -ge 3 ] || each=3
passed=0
failed=0
for target in "${targets[@]}"; do
  log=$work/$target.log
  if ! dotnet "$built/Tandem.Fuzz.dll" replay "$target" "$work/seeds/$target"/* >"$log" 2>&1; then
    echo "$target: a seed is not taken"
    grep -vE ' taken, ' "$log" | head -20
    failed=$((failed + 1))
    continue
  fi

  words=()
  [ -f "tests/Tandem.Fuzz/Words/$target.dict" ] && words=(-x "tests/Tandem.Fuzz/Words/$target.dict")
  # It is the first answer that takes long: everything is compiled by then. -V counts from there.
  timeout $((each + 90)) afl-fuzz -i "$work/seeds/$target" -o "$work/found/$target" -m none -t 10000+ -V "$each" "${words[@]}" \
    -- dotnet "$program/Tandem.Fuzz.dll" run "$target" >>"$log" 2>&1
  code=$?
  stats=$work/found/$target/default/fuzzer_stats
  runs=$(sed -nE 's/^execs_done *: *([0-9]+)/\1/p' "$stats" 2>/dev/null)
  ways=$(sed -nE 's/^edges_found *: *([0-9]+)/\1/p' "$stats" 2>/dev/null)
  paths=$(sed -nE 's/^corpus_count *: *([0-9]+)/\1/p' "$stats" 2>/dev/null)
  found=("$work/found/$target/default/crashes"/id* "$work/found/$target/default/hangs"/id*)
  bad=0
  for one in "${found[@]}"; do
    [ -f "$one" ] || continue
    # What was slow because the machine was is no hang.
    case $one in */hangs/*) timeout 30 dotnet "$built/Tandem.Fuzz.dll" replay "$target" "$one" >/dev/null 2>&1 && continue ;; esac
    bad=$((bad + 1))
    cp "$one" "$faults/$target-$(sha1sum "$one" | cut -c1-12)"
  done

  if [ "${runs:-0}" -eq 0 ] || [ "$bad" -gt 0 ]; then
    echo "$target: ${runs:-no} runs, ${ways:-0} branches, $bad faults (afl-fuzz: $code)"
    [ "$bad" -gt 0 ] && dotnet "$built/Tandem.Fuzz.dll" replay "$target" "$faults/$target"-* 2>&1 | grep -vE '^   at ' | cut -c1-300 | head -20
    [ "$bad" -gt 0 ] && [ -f "$program/thrown.log" ] && { echo "what was thrown:"; head -60 "$program/thrown.log"; }
    [ "$bad" -eq 0 ] && tail -5 "$log"
    failed=$((failed + 1))
  else
    echo "$target: $runs runs in $each s, $ways branches, $paths inputs kept"
    passed=$((passed + 1))
  fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

#!/bin/sh
# startup.sh - how long one document takes as a whole process, and how much memory.
#
#   tests/bench/startup.sh [RUNS]      50 where none is named
#   PDFGEN=build/release/pipeline/pdfgen tests/bench/startup.sh
#
# Prints the machine's facts and a line a command. A report, not a test: compare by eye. Targets on two
# cores: the QBR at most 20 ms median and 40 MB.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
runs=${1:-50}
pdfgen=$(realpath -m "${PDFGEN:-$source/build/release/pipeline/pdfgen}")
if [ ! -x "$pdfgen" ]; then
    echo "no program to measure: build the preset release, or set PDFGEN" >&2
    exit 2
fi
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
${CC:-cc} -O2 -D_GNU_SOURCE -o "$place/bench" "$source/tests/bench/bench_process.c"
cp -r "$source/examples/demo" "$place/demo"
cd "$place/demo"

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
echo "machine: $(getconf _NPROCESSORS_ONLN) cores, ${model:-model unknown}, load $(cut -d' ' -f1 /proc/loadavg)"
export SOURCE_DATE_EPOCH=1793750400
printf '# Title\n\nOne paragraph.\n' >small.md

bench() { # NAME COMMAND...
    name=$1
    shift
    printf '%-34s' "$name"
    ./../bench "$runs" "$@"
}
bench "true (the floor of a process)" true
bench "pdfgen version" "$pdfgen" version
bench "pdfgen list" "$pdfgen" list
bench "pdfgen render small.md" "$pdfgen" render small.md -q
bench "pdfgen qbr --partner Acme" "$pdfgen" qbr --partner Acme -q
bench "the same, linearized" "$pdfgen" qbr --partner Acme -q --linearize -o linear.pdf

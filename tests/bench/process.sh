#!/bin/sh
# process - whole processes of a release build: what a person waits for. Reported, compared by eye;
# never a test, because a busy machine would fail it.
#
#   tests/bench/process.sh [RUNS]
set -eu
cd "$(dirname "$0")/../.."
root=$(pwd)
runs=${1:-51}
scripts/build release
scripts/build dev # for the tool that measures
pdfgen=$root/build/release/pipeline/pdfgen
measure=$root/build/dev/tests/measure
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

printf '%s, %s processors\n' "$(uname -sm)" "$(nproc)"
bench() { # NAME COMMAND...
    name=$1
    shift
    printf '%-28s ' "$name"
    "$measure" "$runs" "$@"
}

# text N: a report of N sections, about half a page each.
text() {
    awk -v n="$1" 'BEGIN {
        for (i = 1; i <= n; i++) {
            print "## Section " i "\n"
            for (j = 0; j < 4; j++) {
                printf "The quarter closed with deals in *three* regions, and the pipeline for the next one "
                printf "covers its plan **%d** times over. ", j + 2
            }
            print "\n\n| Region | Plan | Actual |\n|---|--:|--:|"
            for (j = 0; j < 6; j++) { print "| Region " j " | " 100 * j " | " 110 * j " |" }
            print ""
        }
    }'
}

cd examples/demo
bench "start (--version)" "$pdfgen" --version
bench "qbr --partner Acme" "$pdfgen" qbr --partner Acme -o "$place/qbr.pdf"
for n in 2 200 2000; do
    text $n >"$place/$n.md"
    [ "$n" -lt 2000 ] || runs=5
    bench "render, $n sections" "$pdfgen" render "$place/$n.md" -o "$place/$n.pdf"
    printf '%-28s %s pages, %s bytes\n' '' \
        "$(pdfinfo "$place/$n.pdf" | awk '/^Pages/ { print $2 }')" "$(wc -c <"$place/$n.pdf")"
done

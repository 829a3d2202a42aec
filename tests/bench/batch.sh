#!/bin/sh
# batch.sh - documents a second of a batch, by the number of workers, and what a second run costs.
#
#   tests/bench/batch.sh [PARTNERS] [DOCUMENT]       500 and report where none is named
#   PDFGEN=build/release/pipeline/pdfgen tests/bench/batch.sh
#
# "report" is batch/templates/report.md: two pages of twelve KPIs, a chart of twelve months, a table
# of ten rows, and notes. batch/workspace.sh makes the partners.
. "$(dirname "$0")/common"
n=${1:-500}
document=${2:-report}
"$source/tests/bench/batch/workspace.sh" "$place/demo" "$n"
cd "$place/demo"
export PDFGEN_HOME="${PDFGEN_HOME:-$source}"
batch() {
    "$pdfgen" "$document" --all --period 2026-09 "$@"
}
# A file system looks long for room where much was removed a moment ago: nothing is.
for jobs in 1 2; do
    [ ! -e out ] || mv out "$place/out-before"
    printf -- '-j %d      ' $jobs
    batch -j $jobs --json >"$place/lines" 2>"$place/said" || true
    tail -n 1 "$place/said"
done
printf 'unchanged '
begin=$(date +%s%N)
batch 2>&1 | tail -n 1
end=$(date +%s%N)
echo "          $(((end - begin) / 1000000)) ms"
for stage in load derive fill parse layout attach paint finish; do
    sed -n "s/.*\"$stage\": \([0-9.]*\).*/\1/p" "$place/lines" |
        awk -v stage=$stage '{ sum += $1 } END { if (NR) printf "%-9s %.3f ms a document\n", stage, sum / NR }'
done

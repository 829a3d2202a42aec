#!/bin/sh
# render.sh - how time, memory and file size grow with the length of a text: whole processes.
#
#   tests/bench/render.sh [RUNS]       5 where none is named
#   PDFGEN=build/release/pipeline/pdfgen tests/bench/render.sh
#
# A report, not a test: compare by eye. Twice the text should be at most 2.2 times the time.
. "$(dirname "$0")/common"
runs=${1:-5}
${CC:-cc} -O2 -D_GNU_SOURCE -o "$place/bench" "$source/tests/bench/bench_process.c"
cd "$place"

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

# table N: one table of N rows and eight columns.
table() {
    awk -v n="$1" 'BEGIN {
        print "| Deal | Customer | Stage | Amount | Region | Source | Due | Note |"
        print "|---|---|---|--:|---|---|---|---|"
        for (i = 1; i <= n; i++) {
            print "| D-" i " | Customer " i " | won | " 1000 + i " | EMEA | sourced | 2026-09-28 | on time |"
        }
    }'
}

# 1,000 pages of text: at most 1.5 s and 250 MB; 10,000 rows: at most 1 s and 150 MB.
for kind in text table; do
    case $kind in
    text) sizes="650 1300 2600 5200" ;;
    table) sizes="5000 10000 20000" ;;
    esac
    for n in $sizes; do
        "$kind" $n >"$kind-$n.md"
        printf '%-5s n=%-6s ' "$kind" "$n"
        ./bench "$runs" "$pdfgen" render "$kind-$n.md" -o out.pdf -q
        printf '%15s%s pages, %s KB\n' '' "$(pdfinfo out.pdf | awk '/^Pages/ { print $2 }')" \
            "$(($(wc -c <out.pdf) / 1024))"
    done
done

#!/bin/sh
# deals.sh - what a partner file of many deals costs to load and to derive, and how that grows.
#
#   tests/bench/deals.sh [RUNS]        15 where none is named
#   BUILD=build/release tests/bench/deals.sh
#
# 2,500, 5,000 and 10,000 deals, as YAML and as JSON, made here. A report, not a test: compare by eye.
# The figure to keep: 5,000 deals loaded and derived in at most 25 ms.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$source/build/release}
if [ ! -f "$build/pipeline/libpdfgen_load.a" ]; then
    echo "nothing to measure: build the preset release, or set BUILD" >&2
    exit 2
fi
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
packages="glib-2.0 yaml-0.1 libcjson"
# shellcheck disable=SC2046,SC2086
${CC:-cc} -O2 -D_GNU_SOURCE -I"$source/pipeline/base" -I"$source/pipeline/model" \
    -I"$source/pipeline/load" -I"$source/pipeline/derive" $(pkg-config --cflags $packages) \
    -o "$place/bench" "$source/tests/bench/bench_deals.c" "$build/pipeline/libpdfgen_derive.a" \
    "$build/pipeline/libpdfgen_load.a" "$build/pipeline/libpdfgen_model.a" \
    "$build/pipeline/libpdfgen_base.a" $(pkg-config --libs $packages) -lm

# deals N: a line a deal, with the fields that the demo company's have.
deals() {
    awk -v n="$1" 'BEGIN {
        split("won lost registered qualified proposal negotiation contract won", stages, " ")
        for (i = 1; i <= n; i++) {
            stage = stages[i % 8 + 1]
            printf "{\"id\": \"D-%05d\", \"customer\": \"Customer %d\", \"country\": \"Spain\", ", i, i
            printf "\"stage\": \"%s\", \"amount\": %d, \"kind\": \"new\", ", stage, 1000 + i * 37 % 90000
            printf "\"source\": \"%s\", ", i % 3 ? "sourced" : "influenced"
            month = i % 24
            printf "\"registered\": \"%d-%02d-%02d\"", 2024 + int(month / 12), month % 12 + 1, i % 28 + 1
            if (stage == "won" || stage == "lost")
                printf ", \"closed\": \"2026-%02d-%02d\"", i % 9 + 1, i % 28 + 1
            print "}"
        }
    }'
}

printf '%-6s %8s %8s %8s %8s %s\n' file deals load derive both ms
for kind in yaml json; do
    before=
    for n in 2500 5000 10000; do
        if [ "$kind" = yaml ]; then
            { printf 'name: Bench\ndeals:\n' && deals "$n" | sed 's/"\([a-z]*\)": /\1: /g; s/^/  - /'; } >"$place/bench.yaml"
        else
            { printf '{"name": "Bench", "deals": [\n' && deals "$n" | sed '$!s/$/,/' && echo ']}'; } >"$place/bench.json"
        fi
        "$place/bench" "$place/bench.$kind" "${1:-15}" >"$place/times"
        read -r load derive <"$place/times"
        printf '%-6s %8d %8s %8s %8s' "$kind" "$n" "$load" "$derive" \
            "$(awk -v a="$load" -v b="$derive" 'BEGIN { printf "%.2f", a + b }')"
        both=$(awk -v a="$load" -v b="$derive" 'BEGIN { print a + b }')
        if [ -n "$before" ]; then
            awk -v a="$both" -v b="$before" 'BEGIN { printf "  %.2f times", a / b }'
        fi
        before=$both
        echo
    done
done

#!/bin/sh
# deals.sh - what a partner file of many deals costs to load and to derive, and how that grows.
#
#   tests/bench/deals.sh [RUNS]        15 where none is named
#   BUILD=build/release tests/bench/deals.sh
#
# 2,500, 5,000 and 10,000 deals, as YAML and as JSON, made here. A report, not a test: compare by eye.
# The figure to keep: 5,000 deals loaded and derived in at most 25 ms.
. "$(dirname "$0")/common_rooms"
bench_of deals "glib-2.0 yaml-0.1 libcjson" derive load model base

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

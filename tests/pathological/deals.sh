# A partner of many deals: read, derived and summed up in a document.
. "$(dirname "$0")/growth"

rm -rf place
mkdir -p place/partners place/templates
printf 'company: {name: Growth}\ncurrency: USD\n' >place/pdfgen.yaml
printf '# {{partner.name}}\n\n{{kpi.booked.value | money}}, {{pipeline.count}} open, {{deals.won | count}} won.\n' >place/templates/note.md
printf '# {{programme.count}}\n\n{{programme.kpi.booked.value | money}}\n' >place/templates/board.md

# The time of a document about what the file describes: one partner, or a line a partner.
least_time() { # FILE
    rm -f place/partners/*
    case "$1" in
        json*) cp "$1" place/partners/growth.json ;;
        partners*) awk '{ print > sprintf("place/partners/p%05d.yaml", NR) }' "$1" ;;
        *) cp "$1" place/partners/growth.yaml ;;
    esac
    if [ -f place/partners/p00001.yaml ]; then
        set -- board
    else
        set -- note --partner growth
    fi
    least "$PDFGEN" --workspace place "$@" --period 2026-Q3 -o out.pdf
}

deals() { # N: flow maps, one a line
    awk -v n="$1" 'BEGIN {
        split("won lost registered proposal", stages, " ")
        for (i = 0; i < n; i++) {
            stage = stages[i % 4 + 1]
            printf "{\"id\": \"D-%d\", \"stage\": \"%s\", \"amount\": %d, \"registered\": \"2026-%02d-%02d\"", \
                i, stage, 1000 + i % 977, i % 6 + 1, i % 28 + 1
            if (i % 4 < 2)
                printf ", \"closed\": \"2026-%02d-%02d\"", i % 3 + 7, i % 28 + 1
            print "}"
        }
    }'
}
make_yaml() { printf 'name: Growth\ndeals:\n' && deals "$1" | sed 's/^/  - /'; }
make_json() { printf '{"name": "Growth", "deals": [\n' && deals "$1" | sed '$!s/$/,/' && echo ']}'; }
make_partners() {
    awk -v n="$1" 'BEGIN {
        for (i = 0; i < n; i++)
            printf "{name: P%d, tier: T%d, region: R%d, deals: [{stage: won, amount: %d, closed: 2026-08-01}]}\n", \
                i, i % 5, i % 7, i + 1
    }'
}

# What fails early is fast: the documents must be made at all.
make_json 10 >json-0.md
least_time json-0.md >/dev/null
[ -s out.pdf ] || { echo "no document of one partner" && exit 1; }
rm -f json-0.md out.pdf

growth yaml 10000
growth json 10000
growth partners 200
rm -rf place
exit "$failures"

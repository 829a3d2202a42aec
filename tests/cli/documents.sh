# The documents of the installation, for every partner of the demo: they have the pages that they
# promise, nothing overflows, and the numbers that the PDF's text says add up.
. "$(dirname "$0")/common"
demo=$PDFGEN_SOURCE_DIR/examples/demo
partners=$(cd "$demo/partners" && ls ./*.yaml | sed 's|.*/||; s|\.yaml$||')

# made TEMPLATE PARTNER PERIOD: $place/made.pdf, without a word on standard error.
made() {
    run 0 "$1" --workspace "$demo" ${2:+--partner "$2"} --period "$3" --date 2026-10-09 -o made.pdf
    if [ -s err ]; then
        fail "$1 $2 $3: $(cat err)"
    fi
}

# counts WHAT LEAST MOST: pages of the PDF.
counts() {
    pages=$(pdfinfo made.pdf | sed -n 's/^Pages: *//p')
    if [ "$pages" -lt "$2" ] || [ "$pages" -gt "$3" ]; then
        fail "$1 has $pages pages"
    fi
}

# Amounts as they are written: "$1.28M", "+248.0", "−546.0", "1,284". Sums are compared to the last
# digit; what was shortened, to half a unit of its last digit.
cat >numbers.awk <<'END'
function number(word,    scale) {
    gsub(/[$,+;:]/, "", word)
    gsub(/−/, "-", word)
    sub(/\.$/, "", word)
    scale = word ~ /M$/ ? 1000000 : word ~ /k$/ ? 1000 : 1
    sub(/[Mk]$/, "", word)
    return word * scale
}
function is_number(word) {
    return word ~ /^[-+−$]*[0-9][0-9,.]*[kM]?[.;:]?$/
}
# The unit in a column's head: "Booked, $k".
function unit(head) {
    return head ~ /\$M/ ? 1000000 : head ~ /\$k/ ? 1000 : 1
}
function near(a, b, slack,    gap) {
    gap = a > b ? a - b : b - a
    return gap <= slack + 0.000001
}
function must(what, a, b, slack) {
    n_checks++
    if (!near(a, b, slack)) {
        printf "%s: %s is not %s\n", what, a, b
        is_wrong = 1
    }
}
END

cat >monthly.awk <<'END'
/Booked in [A-Z]/ { is_card = 1; next }
is_card && is_number($1) { booked = number($1); is_card = 0; next }
/^ *What moved/ { is_moved = 1; next }
is_moved && /^[^A-Za-z]*\+\$?[0-9]/ && !/Open pipeline/ { moved += number($1); next }
is_moved && /^[^A-Za-z]*−\$?[0-9]/ && !/Open pipeline/ { moved_lost = -number($1); next }
/^ *[0-9,]+ deals? (is|are) open, worth/ { is_lost = is_won = 0 }
/^Sources?:/ { is_moved = is_won = is_lost = 0 }
/^Won +Country/ { is_won = 1; is_moved = 0; won_unit = unit($0); next }
/^Lost +Country/ { is_lost = 1; is_won = 0; lost_unit = unit($0); next }
is_won && / deals won / { won_total = number($(NF - 1)); share_total = number($NF); is_won = 0; next }
is_won && NF > 3 && is_number($NF) { won += number($(NF - 1)); share += number($NF); n_won++ }
is_lost && / deals lost / { lost_total = number($NF); is_lost = 0; next }
is_lost && NF > 2 && is_number($NF) { lost += number($NF); n_lost++ }
END {
    if (n_won > 1) {
        must("deals won and their total", won, won_total, 0)
        must("shares of the deals won", share, share_total, 0.5)
    }
    if (n_won > 0) {
        must("deals won and the card", won * won_unit, booked, booked * 0.005)
        must("what moved and the deals won", moved, won * won_unit, booked * 0.005)
    } else {
        must("nothing booked without deals", booked, 0, 0)
    }
    if (n_lost > 1) {
        must("deals lost and their total", lost, lost_total, 0)
    }
    if (n_lost > 0) {
        must("what moved and the deals lost", moved_lost, lost * lost_unit, lost * lost_unit * 0.005)
    }
    print n_checks + 0, "checks"
    exit is_wrong
}
END

cat >one-pager.awk <<'END'
/Booked in twelve months/ { is_card = 1; next }
is_card && is_number($1) { year = number($1); period = number($2); is_card = 0; next }
/ is \$[0-9.]+[kM]? away from/ { for (i = 1; i < NF; i++) { if ($i == "is") { away = number($(i + 1)) } } }
/Booked revenue by quarter/ { chart = /million/ ? 1000000 : /thousand/ ? 1000 : 1 }
/Actual [0-9]/ { for (i = 1; i < NF; i++) { if ($i == "Actual") { actual = number($(i + 1)) } } }
/has left the program/ { has_left = 1 } # no tier is ahead
/Booked, 12 months/ { now = number($(NF - 1)); needed = number($NF) }
/ of commission for the/ { commission = number($1) }
match($0, /\$[0-9.,]+[kM]? on deals it found/) { found = number(substr($0, RSTART, index(substr($0, RSTART), " ") - 1)) }
match($0, /\$[0-9.,]+[kM]? on deals it helped/) { helped = number(substr($0, RSTART, index(substr($0, RSTART), " ") - 1)) }
END {
    if (!has_left) {
        must("twelve months in card and table", year, now, year * 0.005)
    }
    must("the period in card and chart", period, actual * chart, chart / 2 + period * 0.005)
    if (away) {
        must("what is missing for the next tier", away, needed - now, needed * 0.002)
    }
    if (found && helped) {
        must("commission", commission, found + helped, commission * 0.01)
    }
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# agrees TEMPLATE PARTNER PERIOD: the text of made.pdf adds up, and at least something was added.
agrees() {
    if ! pdftotext -layout made.pdf - | awk -f numbers.awk -f "$1.awk" >sums; then
        fail "$1 $2 $3: $(cat sums)"
    fi
    checked=$((checked + $(sed -n 's/ checks$//p' sums)))
}

checked=0
for partner in $partners; do
    for period in 2026-09 2026-03 2025-02; do
        made monthly "$partner" "$period"
        counts "monthly $partner $period" 2 3
        agrees monthly "$partner" "$period"
    done
    made one-pager "$partner" 2026-Q3
    counts "one-pager $partner" 1 1
    agrees one-pager "$partner" 2026-Q3
    made qbr-deck "$partner" 2026-Q3
    counts "qbr-deck $partner" 8 8
    made partner-profile "$partner" 2026-Q3
    counts "partner-profile $partner" 2 2
    for template in pricing case-study; do
        made "$template" "$partner" 2026-Q3
        counts "$template $partner" 1 1
    done
    made health-scorecard "$partner" 2026-Q3
    made proposal "$partner" 2026-Q3
done
if [ "$checked" -lt 100 ]; then
    fail "only $checked sums were checked"
fi

# The first quarter on record, one without a deal, one that has not ended.
for period in 2026-Q3 2025-Q1 2024-Q4 2026-Q4; do
    made board-deck "" "$period"
    counts "board-deck $period" 7 7
    made one-pager techstart "$period"
    counts "one-pager techstart $period" 1 1
    made qbr-deck techstart "$period"
    counts "qbr-deck techstart $period" 8 8
done

# Every template has a title in the list.
run 0 list templates --workspace "$demo"
for template in "$PDFGEN_SOURCE_DIR"/templates/*.md; do
    name=$(basename "$template" .md)
    if ! grep -q "^$name  *[A-Z]" out; then
        fail "list templates has no title for $name"
    fi
done
exit $status

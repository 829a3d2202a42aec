# Names, values and where they came from; what is missing comes first.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
demo="$PDFGEN_SOURCE_DIR/examples/demo"
workspace ws
cd ws

# row NAME VALUE FROM: the table has this row, FROM as the beginning.
row() {
    awk -v name="$1" -v value="$2" -v from="$3" '
        {
            line = $0
            sub(/^[^ ]+( x[0-9]+)?  +/, "", line)
            if (index(line, name "  ") != 1) next
            line = substr(line, length(name) + 1)
            sub(/^ +/, "", line)
            if (index(line, value "  ") != 1) next
            line = substr(line, length(value) + 1)
            sub(/^ +/, "", line)
            if (index(line, from) == 1) found = 1
        }
        END { exit !found }' "$place/out" || fail "no row \"$1\" \"$2\" \"$3\" in:
$(cat "$place/out")"
}

cat >templates/all.md <<'END'
---
title: "For {{partner.name}}"
---
{{partner.name}}, {{partner.tier}}: {{tier.threshold | money}}, {{kpi.booked.value | money | default "n/a"}}
{{#deals.won}}
- {{customer}} {{amount}}
{{/deals.won}}
{{> foot}}

```chart
type: column
data: quarters
x: label
y: booked
```
END
mkdir templates/partials
printf 'By {{company.name}}.\n' >templates/partials/foot.md
cat >>partners/acme.yaml <<'END'
deals:
  - {id: a, customer: Meridian, stage: won, amount: 1200, registered: 2026-07-01, closed: 2026-08-01}
  - {id: b, customer: Norrland, stage: won, amount: 800, registered: 2026-07-02, closed: 2026-08-02}
END
run 0 vars all --partner acme --period 2026-Q3 --date 2026-10-09
head -n 1 "$place/out" | grep -q '^LINE  *NAME  *VALUE  *FROM$' || fail "no heading"
row partner.name "Acme Corp" "partners/acme.yaml:1:7"
grep -q '^2 x2  *partner.name ' "$place/out" || fail "the front matter's name and the text's are not one row"
row tier.threshold 500000 "the threshold of the tier, pdfgen.yaml:6:29"
row kpi.booked.value 2000 "sum of 2 deals won from 2026-07-01 to 2026-09-30"
row deals.won "2 items" "deals won in the period, the largest first"
row customer Meridian "partners/acme.yaml:6:23, one of 2 in deals.won"
row company.name "Northwind Test" "pdfgen.yaml:1:17"
grep -q '^foot.md:1 ' "$place/out" || fail "a partial's name does not name the partial"
row foot partial "templates/partials/foot.md"
row quarters "1 item" "the periods in a row up to the document's"
[ ! -s "$place/err" ] || fail "standard error: $(cat "$place/err")"
cp "$place/out" ../first
run 0 vars all --partner acme --period 2026-Q3 --date 2026-10-09
cmp -s ../first "$place/out" || fail "two runs differ"

# A JSON file: where in it.
printf '{"partner": {"name": "Blue", "tags": ["a", "b"]}}\n' >data.json
printf '{{partner.name}} {{partner.tags.1}}\n' >small.md
run 0 vars small.md --data data.json
row partner.name Blue "data.json#/partner/name"
row partner.tags.1 b "data.json#/partner/tags/1"

# Missing names come first, with the nearest; the exit code is 1.
printf '{{partner.name}} {{partner.nmae}}\n{{#deals}}{{nothing}}{{/deals}}{{gone | default "n/a"}}{{empty}}\n' >wrong.md
printf '{"partner": {"name": "Blue"}, "deals": [{"nothing": 1}, {}], "empty": null}\n' >data.json
run 1 vars wrong.md --data data.json
told error template-unknown-name wrong.md:1:20
sed -n 2p "$place/out" | grep -q '^1  *partner.nmae  *missing  *did you mean partner.name? "partner" has: name$' ||
    fail "the first row is not the first missing name: $(cat "$place/out")"
sed -n 3p "$place/out" | grep -q '^2  *nothing  *1  *missing for an item' ||
    fail "a name that one item lacks is not told: $(cat "$place/out")"
sed -n 4p "$place/out" | grep -q '^2  *empty  *missing: null  *data.json#/empty' ||
    fail "a null is not told: $(cat "$place/out")"
[ "$(sed -n '5,$p' "$place/out" | grep -c missing)" = 0 ] || fail "a missing name stands further down"
run 1 vars wrong.md --data data.json --json
if command -v python3 >/dev/null; then
    python3 - "$place/out" <<-'END' || fail "the JSON does not say what it should"
	import json, sys
	names = json.load(open(sys.argv[1]))
	assert [n["missing"] for n in names] == [True] * 3 + [False] * (len(names) - 3), names
	first = names[0]
	assert (first["name"], first["kind"], first["template"]) == ("partner.nmae", "value", "wrong.md"), first
	assert (first["line"], first["column"], first["value"], first["nearest"]) == (1, 20, None, "partner.name"), first
	known = next(n for n in names if n["name"] == "partner.name")
	assert (known["value"], known["origin"], known["derivation"]) == ("Blue", "data.json#/partner/name", None), known
	item = next(n for n in names if n["name"] == "nothing")
	assert (item["section"], item["list"], item["items"], item["value"]) == ("deals", "deals", 2, 1), item
	gone = next(n for n in names if n["name"] == "gone")
	assert not gone["missing"] and gone["filters"] == 'default "n/a"', gone
	END
fi

# Mistakes are shown as for documents, and then there is no table.
printf '{{#deals}}\n' >wrong.md
refuse 1 vars wrong.md --data data.json
told error template-unclosed wrong.md:1:1
[ ! -s "$place/out" ] || fail "a template that cannot be read has a table"
refuse 2 vars al --partner acme
told error usage-argument
hinted all
refuse 2 vars all
refuse 1 vars all --partner nobody
run 2 vars all --partner acme --lenient
told error usage-option

# The demo: everything that the review uses is there, and says where it is from.
run 0 vars qbr --partner Acme --workspace "$demo" --date 2026-10-09
[ ! -s "$place/err" ] || fail "the review: $(cat "$place/err")"
row kpi.booked.value 1284000 "sum of 17 deals won from 2026-07-01 to 2026-09-30"
row kpi.booked.vs_plan 94000 "1284000 less 1190000"
run 0 vars qbr --partner Acme --workspace "$demo" --date 2026-10-09 --json
if command -v python3 >/dev/null; then
    python3 - "$place/out" <<-'END' || fail "a name of the review says neither where it was read nor how it was derived"
	import json, sys
	names = json.load(open(sys.argv[1]))
	assert len(names) > 300
	for n in names:
	    is_data = n["kind"] not in ("block",) and not n["name"].startswith("@") and not n["hidden"]
	    assert not is_data or n["origin"] or n["derivation"], n
	END
fi
exit $status

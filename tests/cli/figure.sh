# A figure alone: formats, sizes, themes, data by name, and what is refused.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

cat >chart.yaml <<'END'
type: column
title: Bookings beat plan in Q3
subtitle: Booked revenue by quarter, $ thousand
data:
  - {quarter: Q2, booked: 1068, plan: 1120}
  - {quarter: Q3, booked: 1284, plan: 1190}
x: quarter
y: booked
plan: plan
END

# png_header FILE: width, height, and the kind of colour: 2 opaque, 6 with transparency
png_header() {
    od -An -tu1 -j16 -N10 "$1" | awk '{ printf "%dx%d %d", ($1 * 256 + $2) * 65536 + $3 * 256 + $4,
                                        ($5 * 256 + $6) * 65536 + $7 * 256 + $8, $10 }'
}
want() { # WHAT IS WANTED
    [ "$2" = "$3" ] || fail "$1 is $2, not $3"
}

run 0 figure chart.yaml
want "where it goes" "$(cat "$place/out")" chart.pdf
pdfinfo chart.pdf | grep -q '^Title: *Bookings beat plan in Q3$' || fail "no title"
pdfinfo chart.pdf | grep -q '^Page size: *504 x ' || fail "the usual width"
pdfinfo -struct-text chart.pdf | grep -q 'Figure' || fail "the figure is not tagged"
pdftotext chart.pdf - | grep -q '^1,284$' || fail "its numbers are no text"

run 0 figure chart.yaml -o chart.png --size 480x270 --dpi 72
want "a picture" "$(png_header chart.png)" "480x270 2"
run 0 figure chart.yaml -o wide.png --size 700 --width 350
want "a width alone" "$(png_header wide.png | cut -dx -f1)" 350
run 0 figure chart.yaml -o clear.png --size 480x270 --dpi 72 --transparent
want "a picture without a ground" "$(png_header clear.png)" "480x270 6"
run 0 figure chart.yaml -o chart.svg --theme midnight
grep -q '<svg' chart.svg || fail "no SVG"
run 0 figure chart.yaml -o - --format svg
grep -q '<svg' "$place/out" || fail "no SVG on standard output"
run 0 figure chart.yaml --json -o json.pdf
grep -q '"path": "json.pdf"' "$place/out" || fail "JSON without the path"

# Names, of data that the command line says; front matter; JSON is YAML; cards; events; flowcharts.
printf -- '---\nlang: de-DE\n---\ntype: bar\ndata: partners | where "tier" "Gold"\nx: name\ny: booked\ndecimals: 1\n' >named.yaml
printf 'partners:\n- {name: Marlowe, tier: Gold, booked: 740.5}\n- {name: Nordlys, tier: Bronze, booked: 12}\n' >data.yaml
run 0 figure named.yaml --data data.yaml
pdftotext named.pdf - | tr '\n' ' ' | grep -q 'Marlowe *740,5' || fail "data: $(pdftotext named.pdf -)"
pdftotext named.pdf - | grep -q Nordlys && fail "the filter of data"
printf '{"type": "bar", "data": [{"x": "A", "y": 4}], "x": "x", "y": "y"}' >chart.json
run 0 figure chart.json -o json-chart.pdf
printf -- '- {label: Booked, value: $1.2M}\n- {label: Won, value: "12"}\n' >cards.yaml
run 0 figure cards.yaml
pdftotext cards.pdf - | grep -q 'Booked' || fail "cards"
printf -- '- {date: 2026-10-22, name: Board}\n- {date: 2027-01-22, name: Gate}\n' >events.yaml
run 0 figure events.yaml
pdftotext events.pdf - | grep -q 'Board' || fail "events"
printf 'graph LR\n  A[Register] --> B[Win]\n' >flow.mmd
run 0 figure flow.mmd
pdftotext flow.pdf - | grep -q 'Register' || fail "a flowchart"
pdftotext flow.pdf - | grep -q 'flow' && fail "the name of a file is no title"
printf -- '---\ntitle: The way of a deal\nconfig: {theme: dark}\n---\n%%%%{init: {}}%%%%\ngraph LR\n  a{{Hexagon}} --> b\n' >titled.mmd
for format in pdf png svg; do
    run 0 figure titled.mmd -o "titled.$format"
done
pdftotext titled.pdf - | grep -q 'The way of a deal' || fail "the title of a flowchart"
pdftotext titled.pdf - | grep -q 'Hexagon' || fail "braces of a node"
printf 'sequenceDiagram\n  a->>b: Words\n' >talk.mermaid
run 0 figure talk.mermaid -o talk.svg

# The workspace's brand, and its partners.
mkdir -p shop/partners
printf 'company: {name: Halyard}\nbrand: _brand.yml\npartners: partners/\n' >shop/pdfgen.yaml
printf 'color: {palette: {red: "#B3001E"}, primary: red}\n' >shop/_brand.yml
cp chart.yaml shop
cd shop
run 0 figure chart.yaml --format trace -o chart.txt
grep -qi '#B3001E' chart.txt || fail "the brand's colour is not in the chart"
cd ..

mkdir empty
cd empty
cp ../chart.yaml .
printf 'type: colum\ndata: [{x: a, y: 1}]\nx: x\ny: y\n' >type.yaml
printf 'type: bar\ndata:\n  - {x: a, y: 1}\n  - {x: b, y: five}\nx: x\ny: y\n' >word.yaml
printf 'type: bar\ndata: partners\nx: x\ny: y\n' >name.yaml
printf 'type: bar\ndata: [{x: a\n' >broken.yaml
printf '\n' >nothing.yaml
refuse 1 figure type.yaml
told error figure-field type.yaml:1:7
hinted 'column'
refuse 1 figure word.yaml
told error figure-data word.yaml:4:15
refuse 1 figure name.yaml
told error template-unknown-name name.yaml:2:7
refuse 1 figure broken.yaml
told error yaml-syntax broken.yaml:
refuse 1 figure nothing.yaml
told error figure-field nothing.yaml
refuse 1 figure none.yaml
told error file-missing none.yaml
refuse 2 figure
refuse 2 figure chart.yaml --size 20
told error usage-argument
refuse 2 figure chart.yaml --size 480x
refuse 2 figure chart.yaml --format jpg
refuse 2 figure chart.yaml --pages 1
refuse 2 figure chart.yaml --dpi 100
told error usage-argument
hinted '--format png'
refuse 2 figure chart.yaml -o chart.yaml
refuse 1 figure type.yaml --strict --lenient
run 0 figure type.yaml --lenient
told warning figure-field type.yaml:1:7
pdftotext type.pdf - | grep -q 'cannot be drawn' || fail "no placeholder"
run 0 figure chart.yaml --size 480x60
told warning usage-argument

exit $status

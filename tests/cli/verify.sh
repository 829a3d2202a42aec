# --attach-data, inspect and verify: a document is made again from what it carries, byte for byte;
# what has changed since is named.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace w
demo=$PDFGEN_SOURCE_DIR/examples/demo

agrees() { # WORKSPACE FILE
    run 0 verify "$2" --workspace "$1"
    grep -q 'the same bytes' "$place/out" || fail "verify $2 does not say so"
}
# differs WORKSPACE FILE REASON
differs() {
    run 1 verify "$2" --workspace "$1"
    told error verify-differs
    grep -q "^note: .*$3" "$place/err" || { fail "no reason with \"$3\", but:"; cat "$place/err"; }
}

# Every document of the demo company, in several ways.
run 0 list templates --workspace "$demo"
run 0 qbr --partner acme --workspace "$demo" --attach-data -q -o qbr.pdf
agrees "$demo" qbr.pdf
run 0 list templates --workspace "$demo" --json
sed -n 's/^ *"name": "\(.*\)",*$/\1/p' "$place/out" >documents
[ -s documents ] || fail "no documents are listed"
while read -r document; do
    # Of one partner, or of all.
    if "$PDFGEN" "$document" --partner acme --workspace "$demo" --attach-data -q -o any.pdf >/dev/null 2>&1 ||
        "$PDFGEN" "$document" --workspace "$demo" --attach-data -q -o any.pdf >/dev/null 2>&1; then
        agrees "$demo" any.pdf
    else
        fail "$document cannot be made"
    fi
done <documents
run 0 qbr --partner acme --period 2026-Q2 --date 2026-07-09 --workspace "$demo" --attach-data --linearize --watermark DRAFT -q -o other.pdf
agrees "$demo" other.pdf
run 0 qbr-deck --partner acme --workspace "$demo" --attach-data --notes -q -o notes.pdf
agrees "$demo" notes.pdf
SOURCE_DATE_EPOCH=0 run 0 verify other.pdf --workspace "$demo"
PDFGEN_THEME=nothing run 0 verify other.pdf --workspace "$demo"

# Of a plain file, of one with values, with files of the user's, lenient, about all partners.
printf '# Title\n\nWords.\n' >plain.md
printf 'first\n' >b.txt
printf 'second\n' >a.txt
run 0 render plain.md --attach-data --attach b.txt=First --attach a.txt -o plain.pdf
agrees w plain.pdf
mkdir -p far/elsewhere
cp plain.pdf far/elsewhere
(cd far/elsewhere && "$PDFGEN" verify plain.pdf >/dev/null 2>&1) && fail "a file that is not there was found"
mkdir -p made/out made/from
cp plain.pdf made/out
cp plain.md made
(cd made/from && "$PDFGEN" verify ../out/plain.pdf >/dev/null 2>&1) || fail "the file above the PDF was not found"
mv made/plain.md made/from
(cd made && "$PDFGEN" verify out/plain.pdf >"$place/out" 2>"$place/err") && fail "a file that is not there was found"
told error file-missing
hinted 'pdfgen verify out/plain.pdf FOLDER/plain.md'
(cd made && "$PDFGEN" verify out/plain.pdf from/plain.md >"$place/out" 2>&1) || fail "a file that is named is not read"
cp plain.md far/elsewhere
(cd far/elsewhere && "$PDFGEN" verify plain.pdf >/dev/null 2>&1) || fail "the file beside the PDF was not found"
printf 'items: [{n: 1.50}, {n: 2}]\nname: "A|B *C*"\nspare: 7\n' >data.yaml
printf -- '---\ntitle: "{{name}}"\n---\n\n# {{name}}\n\n{{#items}}\n- {{n}}{{gone}}\n{{/items}}\n' >list.md
run 0 render list.md --data data.yaml --lenient --attach-data -o list.pdf
agrees w list.pdf
printf -- '---\nabout: programme\ntitle: All\n---\n\n# All\n\n{{#programme.partners}}\n- {{name}}\n{{/programme.partners}}\n' >w/templates/all.md
run 0 all --workspace w --attach-data -o all.pdf
agrees w all.pdf
printf '{{partner.tier}}, {{period.label}}\n' >w/templates/partials.md
mkdir -p w/templates/partials
printf 'Tier {{partner.tier}}, {{period.label}}\n' >w/templates/partials/tier.md
printf '\n{{> tier}}\n' >>w/templates/note.md
run 0 note --partner acme --workspace w --attach-data -o note.pdf
agrees w note.pdf

# What the partner's file says later does not matter; template, partial and brand do.
sed 's/Gold/Silver/' w/partners/acme.yaml >w/partners/changed && mv w/partners/changed w/partners/acme.yaml
agrees w note.pdf
cp -r w w2
printf '\nOne more line.\n' >>w2/templates/note.md
differs w2 note.pdf 'template'
rm -rf w2 && cp -r w w2
printf 'Level {{partner.tier}}\n' >w2/templates/partials/tier.md
differs w2 note.pdf 'partials'
rm -rf w2 && cp -r w w2
printf 'color:\n  palette: {main: "#7A1F5C"}\n  primary: main\n' >w2/_brand.yml
printf 'brand: _brand.yml\n' >>w2/pdfgen.yaml
differs w2 note.pdf 'brand'
rm -rf w2 && cp -r w w2
printf 'contact: {name: Somebody}\n' >>w2/pdfgen.yaml
agrees w2 note.pdf

# Every field of a theme is part of its key.
mkdir -p w/themes
printf 'extends: quiet\ndescription: Mine\n' >w/themes/mine.yaml
printf -- '---\ntheme: mine\n---\n\n# Title\n\n## Heading\n\n- one\n- two\n\n> [!NOTE]\n> Words of {{partner.name}}\n\n```kpis\n- {label: Booked, value: 12}\n```\n' >w/templates/themed.md
run 0 themed --partner acme --workspace w --attach-data -o themed.pdf
agrees w themed.pdf
for change in 'forms: {callouts: ruled}' 'forms: {cards: row}' 'space: {item: 9}' 'space: {heading_above: 40}' 'text: {justify: true}' \
    'headings: {numbered_from: 1, numbered_to: 2}' 'colours: {card: "#FFEECC"}' 'page: {rule_width: 3}'; do
    rm -rf w2 && cp -r w w2
    printf '%s\n' "$change" >>w2/themes/mine.yaml
    differs w2 themed.pdf 'theme'
done
rm -rf w2 && cp -r w w2
printf 'extends: quiet\ndescription: Yours\n' >w2/themes/mine.yaml
agrees w2 themed.pdf
rm -rf w2 && cp -r w w2
sed 's/Northwind Test/Southwind Test/' w/pdfgen.yaml >w2/pdfgen.yaml
differs w2 note.pdf 'words'
rm w2/templates/note.md
run 2 verify note.pdf --workspace w2

# The file itself was changed.
cp note.pdf longer.pdf
printf 'x' >>longer.pdf
differs w longer.pdf 'changed after'
if command -v qpdf >/dev/null; then
    qpdf --remove-attachment=data.json note.pdf removed.pdf
    run 3 verify removed.pdf --workspace w
    told error verify-no-data
    pdfdetach -savefile data.json -o data.json note.pdf 2>/dev/null || true
    for change in 's/"Acme Corp"/"Acme Corporation"/' 's/"version": "[^"]*"/"version": "0.0.1"/' 's/.*/{/' 's/"values"/"worths"/' 's/"date": "[^"]*"/"date": "today"/'; do
        sed "$change" data.json >changed.json
        qpdf --remove-attachment=data.json note.pdf removed.pdf
        # qpdf has no relationship to give: the name alone is not enough.
        qpdf --add-attachment changed.json --key=data.json --filename=data.json --mimetype=application/json -- removed.pdf changed.pdf
        run 3 verify changed.pdf --workspace w
        # The stream is in its place, and of the same length or not: the object is put in by hand.
        qpdf --qdf --object-streams=disable note.pdf plain-objects.pdf
        awk -v file=changed.json '
            /\/Type \/EmbeddedFile/ && !done { inside = 1 }
            inside && /^stream$/ { print; while ((getline line < file) > 0) print line; skipping = 1; next }
            skipping && /^endstream$/ { skipping = 0; inside = 0; done = 1 }
            !skipping { print }' plain-objects.pdf >by-hand.pdf
        got=0
        "$PDFGEN" verify by-hand.pdf --workspace w >"$place/out" 2>"$place/err" || got=$?
        [ $got = 1 ] || [ $got = 3 ] || fail "verify of data changed by $change: exit code $got"
    done
fi
run 0 render plain.md -o without.pdf
run 3 verify without.pdf
told error verify-no-data
hinted --attach-data
run 1 verify plain.md
told error pdf-damaged
run 1 verify missing.pdf
run 2 verify
run 0 verify note.pdf --workspace w --json
grep -q '"agrees": true' "$place/out" || fail "JSON without the answer"
run 1 verify longer.pdf --workspace w --json
grep -q '"agrees": false' "$place/out" || fail "JSON without the answer no"

# inspect
run 0 inspect plain.pdf
for word in 'PDF/A-3a, PDF/UA-1' 'data.json, ' 'b.txt, 6 bytes, Supplement: First' 'a.txt, 7 bytes, Supplement' 'Inter-Regular' 'data key'; do
    grep -qF "$word" "$place/out" || fail "inspect says nothing of \"$word\""
done
[ "$(grep -n 'b.txt\|a.txt' "$place/out" | cut -d: -f1 | tr '\n' ' ')" != "" ] || fail "no files"
run 0 inspect qbr.pdf --json
for word in '"document": "qbr"' '"partner": "acme"' '"archival": "PDF/A-3a"' '"pages"' '"relationship": "Source"' '"embedded": true'; do
    grep -qF "$word" "$place/out" || fail "inspect --json says nothing of $word"
done
run 0 inspect without.pdf
grep -q 'PDF/A-2a, PDF/UA-1' "$place/out" || fail "inspect of a plain file"
! grep -q 'template' "$place/out" || fail "a plain file has no template"
run 1 inspect plain.md
told error pdf-damaged
: >empty.pdf
run 1 inspect empty.pdf
head -c 20000 qbr.pdf >cut.pdf
got=0
"$PDFGEN" inspect cut.pdf >"$place/out" 2>"$place/err" || got=$?
[ $got = 1 ] || [ $got = 0 ] || fail "inspect of half a file: $got"
told "$([ $got = 1 ] && echo error || echo warning)" pdf-damaged

# What a file says must not steer the terminal.
printf -- '---\ntitle: "Red \\e[31m title"\n---\n\nWords.\n' >steer.md
run 0 render steer.md -q -o steer.pdf
run 0 inspect steer.pdf
! grep -q "$(printf '\033')" "$place/out" || fail "inspect prints what steers a terminal"
exit $status

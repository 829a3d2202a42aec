# Workspaces, partners, data and templates with mistakes: code, place, hint, and nothing written.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

mkdir empty
cd empty
refuse 1 note --partner Acme --workspace "$place/empty"
told error workspace-missing
cd ..
# A template of the installation is found anywhere, its partner is not.
cd empty
refuse 1 qbr --partner Acme
told error workspace-missing
hinted "pdfgen.yaml"
hinted "--workspace"
cd ..

workspace ws
cd ws
refuse 1 note --partner Acne
told error partner-unknown
hinted "Acme Corp"
refuse 1 note --partner Zzyzx
told error partner-unknown
refuse 1 note --partner Blue
told error partner-ambiguous
grep -q 'Blue Harbor' "$place/err" || fail "an ambiguous name lists what it matches"
grep -q 'Blue Ridge' "$place/err" || fail "an ambiguous name lists what it matches"

# A broken partner file stops its own document only.
printf 'name: Broken Co\ntier: [Gold\nsince: 2023\n' >partners/broken.yaml
refuse 1 note --partner broken
told error yaml-syntax partners/broken.yaml:3:
run 0 note --partner Acme -o "$place/acme.pdf"
run 1 check
grep -q '^partners/broken.yaml:[23]:' "$place/err" || fail "check names the broken file"
rm partners/broken.yaml

# Mistakes of the workspace and of its partners are told in one run, each once.
cp pdfgen.yaml whole.yaml
printf 'commission: {period: weekly}\nlocale: en_US\n' >>pdfgen.yaml
sed 's/^locale: en-US$//' pdfgen.yaml >once.yaml && mv once.yaml pdfgen.yaml
printf 'name: Dated\nsince: 2026-02-30\n' >partners/dated.yaml
run 1 check
told error workspace-field pdfgen.yaml:
told error data-date partners/dated.yaml:2:8
[ "$(grep -c 'error: ' "$place/err")" = 3 ] || fail "three mistakes, not: $(cat "$place/err")"
refuse 1 note --partner Acme
printf 'company: {name: N}\ntiers: 5\npartners: [partners, 5]\n' >pdfgen.yaml
run 1 check
printf 'company: {name: N}\ntiers: [5]\nhealth: []\ndeals: {}\n' >pdfgen.yaml
run 1 check
mv whole.yaml pdfgen.yaml
rm partners/dated.yaml

printf '{"name": "Json Co",\n "tier": "Gold",\n}\n' >partners/json-co.json
refuse 1 note --partner json-co
grep -q '^partners/json-co.json:[23]:[0-9]*: error: .*\[json-syntax\]$' "$place/err" ||
    fail "a broken JSON file has a place: $(cat "$place/err")"
rm partners/json-co.json

printf 'name: Twice\nname: Again\n' >partners/twice.yaml
refuse 1 note --partner twice
told error yaml-duplicate partners/twice.yaml:2:1
rm partners/twice.yaml

# Templates: a name that does not exist, a section that is never closed.
printf '# A\n\nHello {{partner.nmae}}\n' >templates/misspelt.md
refuse 1 misspelt --partner Acme
told error template-unknown-name templates/misspelt.md:3:9
hinted name
run 0 misspelt --partner Acme --lenient -o "$place/lenient.pdf"
printf -- '---\ntitle: "{{partner.nmae}}"\n---\n\n# A\n' >templates/front.md
refuse 1 front --partner Acme
grep -q '^templates/front.md:2:[0-9]*: error: .*\[template-unknown-name\]$' "$place/err" ||
    fail "a name in the front matter has a place: $(cat "$place/err")"
printf '# A\n\n{{#partner}}never\n' >templates/open.md
refuse 1 open --partner Acme
told error template-unclosed templates/open.md:3:1
printf -- '---\nperiod: fortnight\n---\n\n# A\n' >templates/fortnight.md
refuse 1 fortnight --partner Acme
told error front-matter templates/fortnight.md:2:9
rm templates/misspelt.md templates/front.md templates/open.md templates/fortnight.md

# --data: broken, a list, not there.
printf 'a: [\n' >data.yaml
refuse 1 note --partner Acme --data data.yaml
grep -q '^data.yaml:[0-9]*:[0-9]*: error: .*\[yaml-syntax\]$' "$place/err" || fail "broken --data has a place"
printf -- '- a\n' >data.yaml
refuse 1 note --partner Acme --data data.yaml
told error data-type data.yaml
refuse 1 note --partner Acme --data nowhere.yaml
told error file-missing nowhere.yaml

refuse 1 note --partner Acme --theme nosuch
told error theme-missing
refuse 1 render nowhere.md
told error file-missing nowhere.md
printf 'A \377 byte\n' >latin1.md
refuse 1 render latin1.md
told error file-encoding latin1.md:1:3

# The workspace itself.
printf 'company: {name: X\n' >pdfgen.yaml
refuse 1 note --partner Acme
grep -q '^pdfgen.yaml:[0-9]*:[0-9]*: error: .*\[yaml-syntax\]$' "$place/err" || fail "a broken pdfgen.yaml has a place"
exit $status

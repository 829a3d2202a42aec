# An older template becomes one of today: text to standard output or -o, the report to standard error.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

printf -- '---\ntitle: [Partner Name] letter\n---\n\nHi [Partner Name] of [Partner City],\n\n%s\n' \
    '- [ ] see [terms](terms.md), `[Date]`' >old.md

# Nothing but the text on standard output, a line a placeholder on standard error.
refuse 0 convert old.md
cat >"$place/wanted" <<'END'
---
title: '{{partner.name}} letter'
---

Hi {{partner.name}} of {{custom.partner_city}},

- [ ] see [terms](terms.md), `[Date]`
END
cmp "$place/out" "$place/wanted" || fail "converted text: $(cat "$place/out")"
cat >"$place/wanted" <<'END'
old.md:2:8: [Partner Name] -> {{partner.name}}
old.md:5:4: [Partner Name] -> {{partner.name}}
old.md:5:22: [Partner City] -> {{custom.partner_city}}, to supply
old.md:7:31: [Date] stays: it stands in code
Supply with --data FILE:
custom:
  partner_city:
placeholders: 4, known: 2, to supply: 1, left: 1
END
cmp "$place/err" "$place/wanted" || fail "report: $(cat "$place/err")"
run 0 convert old.md -o - --quiet
[ ! -s "$place/err" ] || fail "--quiet reports: $(cat "$place/err")"

# To a file, which then makes a document with what the report asks for.
run 0 convert old.md -o new.md
[ "$(cat "$place/out")" = new.md ] || fail "the path is not printed: $(cat "$place/out")"
grep -q 'replaced' "$place/err" && fail "a new file replaces nothing"
printf 'custom:\n  partner_city: Trondheim\n' >more.yaml
run 0 render new.md --partner acme --data more.yaml --format trace -o "$place/trace"
grep -q 'Trondheim' "$place/trace" || fail "the supplied name is not in the document"
run 1 render new.md --partner acme
told error template-unknown-name new.md:5

# Once is enough.
cp new.md before.md
run 0 convert new.md -o new.md
cmp new.md before.md || fail "converting again changes the text"
grep -q '^new.md is replaced' "$place/err" || fail "replacing the template is not said: $(cat "$place/err")"

# The template itself may be the output, and is then replaced in one step.
cp old.md same.md
run 0 convert same.md -o ./same.md
cmp same.md new.md || fail "in place: $(cat same.md)"
grep -q 'same.md is replaced' "$place/err" || fail "replacing the template is not said"

run 0 convert old.md --json
grep -q '"text"' "$place/out" || fail "--json without -o lacks the text"
printf '%s\n' '{{#placeholders}}{{line}} {{placeholder}} {{outcome}}. {{/placeholders}}' >read.md
cp "$place/out" result.json
run 0 render read.md --data result.json --format trace -o "$place/read.txt"
for words in known own left; do
    grep -q "$words" "$place/read.txt" || fail "--json lacks $words"
done
run 0 convert old.md --json -o third.md
grep -q '"text"' "$place/out" && fail "--json with -o repeats the text"
cmp third.md new.md || fail "--json with -o writes another text"

refuse 1 convert gone.md
told error file-missing gone.md
refuse 2 convert
told error usage-argument
refuse 2 convert old.md --partner acme
told error usage-option
mkdir folder
refuse 3 convert old.md -o folder
told error output-exists
exit $status

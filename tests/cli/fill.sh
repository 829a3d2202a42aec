# The text of a template: nothing but it on standard output, and nothing at all when it fails.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

# says FILE TEXT: the file is this text, with a line's end.
says() {
    printf '%s\n' "$2" | cmp -s - "$1" || fail "not \"$2\" but: $(cat "$1")"
}

cat >templates/hello.md <<'END'
---
title: "Hello {{partner.name}}"
---
Dear {{partner.name}}, tier {{tier.name | upper}}.
END
run 0 fill hello --partner acme
says "$place/out" "Dear Acme Corp, tier GOLD."
[ ! -s "$place/err" ] || fail "standard error: $(cat "$place/err")"

# A file, with a partner, with data, with neither.
cp templates/hello.md letter.md
run 0 fill letter.md --partner acme
says "$place/out" "Dear Acme Corp, tier GOLD."
printf '{"partner": {"name": "A|B *Co* & <i>"}, "tier": {"name": "x"}}\n' >data.json
run 0 fill letter.md --data data.json
says "$place/out" 'Dear A\|B \*Co\* \& \<i&#62;, tier X.'
run 0 fill letter.md --data data.json --escape html
says "$place/out" 'Dear A|B *Co* &amp; &lt;i&gt;, tier X.'
run 0 fill letter.md --data data.json --escape none
says "$place/out" 'Dear A|B *Co* & <i>, tier X.'
run 0 fill hello --data data.json --escape markdown
run 2 fill letter.md --data data.json --escape htm
told error usage-argument
hinted "html"
[ ! -s "$place/out" ] || fail "a wrong --escape prints"
printf '{{company.name}}\n' >plain.md
run 0 fill plain.md
says "$place/out" "Northwind Test"

# The period.
printf '{{period.label}}, {{period.kind}}\n' >templates/when.md
run 0 fill when --partner acme --period 2026-H1
says "$place/out" "H1 2026, half"
run 0 fill when --partner acme --date 2026-10-09
says "$place/out" "Q3 2026, quarter"

# Missing names.
printf '{{partner.name}}: {{partner.nmae}}.\n' >templates/wrong.md
refuse 1 fill wrong --partner acme
told error template-unknown-name templates/wrong.md:1:21
hinted "partner.name"
[ ! -s "$place/out" ] || fail "a template that fails prints: $(cat "$place/out")"
refuse 1 fill wrong --partner acme -o wrong.txt
run 0 fill wrong --partner acme --lenient
says "$place/out" "Acme Corp: ."
# ... in the front matter too, although it is not printed.
printf -- '---\ntitle: "{{nobody}}"\n---\nx\n' >templates/wrong.md
refuse 1 fill wrong --partner acme
told error template-unknown-name templates/wrong.md:2:8
rm templates/wrong.md

# Partials: the folder of --partials first.
mkdir -p templates/partials other/parts
printf 'of the workspace\n' >templates/partials/who.md
printf 'of the folder\n' >other/parts/who.md
printf '{{> who}}' >templates/parts.md
run 0 fill parts --partner acme
says "$place/out" "of the workspace"
run 0 fill parts --partner acme --partials other/parts
says "$place/out" "of the folder"
run 0 fill parts --partner acme --partials other
says "$place/out" "of the workspace"
rm templates/partials/who.md
refuse 1 fill parts --partner acme
told error template-partial templates/parts.md:1:1

# -o.
run 0 fill hello --partner acme -o out.md
says "$place/out" "out.md"
says out.md "Dear Acme Corp, tier GOLD."
run 0 fill hello --partner acme -o -
says "$place/out" "Dear Acme Corp, tier GOLD."
refuse 2 fill letter.md --partner acme -o letter.md
refuse 3 fill hello --partner acme -o letter.md/out.md

# What is no template, no partner, no option of fill.
refuse 2 fill helo --partner acme
told error usage-argument
hinted "hello"
refuse 1 fill nowhere.md
told error file-missing nowhere.md
refuse 2 fill
refuse 2 fill hello
hinted "--partner"
run 2 fill hello --partner acme --json
told error usage-option
grep -q '"hello"\|Dear' "$place/out" && fail "a wrong option prints"

# No theme and no fonts are needed.
printf 'theme: nothing-such\n' >>pdfgen.yaml
run 0 fill hello --partner acme

# The demo's review is Markdown without a tag.
run 0 fill qbr --partner Acme --workspace "$PDFGEN_SOURCE_DIR/examples/demo" --date 2026-10-09
grep -q '{{' "$place/out" && fail "a tag is left in the review"
grep -q '^# Acme Corp beat' "$place/out" || fail "the review has no title"
exit $status

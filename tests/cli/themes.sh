# Themes: which there are, what one says, and a sheet that shows it.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws
mkdir themes
printf 'extends: quiet\ndescription: Our own look\ncolours: {brand: "#7A1F5C"}\n' >themes/plum.yaml

run 0 list themes
[ "$(sed 's/ .*//' "$place/out" | tr '\n' ' ')" = "boardroom editorial midnight plum quiet " ] ||
    fail "themes: $(cat "$place/out")"
grep -q '^plum  *Our own look$' "$place/out" || fail "a theme does not say what it is: $(cat "$place/out")"
run 0 list
grep -q '^  plum ' "$place/out" || fail "the list of everything has no themes"
run 0 list themes --json
grep -q '"path": *"themes/plum.yaml"' "$place/out" || fail "no path in: $(cat "$place/out")"
run 2 list theme
hinted "pdfgen list themes"

# What a theme says can be kept as a theme of one's own.
run 0 theme plum
grep -q '^  brand: "#7A1F5C"$' "$place/out" || fail "the theme's own colour is not there"
grep -q '^  section: "#7A1F5C"$' "$place/out" || fail "the colour that follows it is not there"
grep -q '^description: "Our own look"$' "$place/out" || fail "its description is not there"
cp "$place/out" themes/copy.yaml
cp "$place/out" "$place/first"
run 0 theme copy
cmp "$place/first" "$place/out" || fail "a printed theme is another one when it is read"
run 1 theme plumm
told error theme-missing
hinted '"plum"'
run 2 theme

# The sheet, of every theme, without a word of warning; the same each time.
for name in boardroom editorial midnight plum quiet; do
    run 0 theme "$name" --specimen
    [ "$(cat "$place/out")" = "out/theme-$name.pdf" ] || fail "went to $(cat "$place/out")"
    is_pdf "out/theme-$name.pdf"
    [ ! -s "$place/err" ] || fail "the sheet of $name: $(cat "$place/err")"
    pdftotext -layout "out/theme-$name.pdf" sheet.txt
    grep -q "The theme $name" sheet.txt || fail "the sheet of $name does not name it"
    grep -q "section" sheet.txt || fail "the sheet of $name shows no colours"
done
grep -q "Inter Display 600 *60/64" sheet.txt || fail "the sheet shows no sizes of slides"
grep -q "smaller than 14 points" sheet.txt || fail "the sheet does not say the smallest size of slides"
grep -q "Inter Display 600, 36/40" sheet.txt || fail "the sheet shows no sizes"
grep -q "#0B5FA5  6.5:1" sheet.txt || grep -q "6.5:1" sheet.txt || fail "the sheet shows no contrast"
run 0 theme quiet --specimen -o again.pdf
cmp again.pdf out/theme-quiet.pdf || fail "the sheet is not the same twice"
run 1 theme quite --specimen
told error theme-missing
run 0 theme quiet --specimen --format png --pages 1 -o sheet.png
head -c 4 sheet.png | grep -q PNG || fail "a picture of the sheet is none"

# What tells themes apart, on the page.
cat >page.md <<'END'
# A title at the head

```kpis
- {label: Booked, value: $1.28M, status: Above plan, tone: good}
- {label: Win rate, value: 42.5%, status: Watch, tone: watch}
```

> [!NOTE] A note
> Words of the note.

# A title further down
END
page() { # THEME
    run 0 render page.md --format trace -o - --theme "$1"
}
shows() { # PATTERN WHAT
    grep -q -e "$1" "$place/out" || fail "$2: $(cat "$place/out")"
}
page quiet
shows '^path fill #F4F7FA' "cards have grounds in quiet"
page boardroom
shows '^rect 0,0 595.28 x .* #0B2239 background' "a band reaches from side to side"
shows '^text Inter Display 600 20 at 40,.*#FFFFFF H1' "the title is light on the band"
shows '^text Inter Display 600 20 at 40,.*#0B2239 H1' "a title further down stands on paper"
[ "$(grep -c '#0B2239 background' "$place/out")" = 1 ] || fail "there is one band: $(cat "$place/out")"
page editorial
shows '^text Vollkorn 400 italic 11 .*A note"' "a callout's title is in italics"
! grep -q 'background' "$place/out" || fail "editorial has no grounds: $(cat "$place/out")"
page midnight
shows '^rect 0,0 595.28 x 841.89 #0B1626 background' "a dark page has its ground"

# Logos on covers: the company's, in words where none can be seen, and the partner's.
cat >_brand.yml <<'END'
logo: {medium: {light: light.png, dark: dark.png}}
END
cp "$PDFGEN_SOURCE_DIR/examples/demo/logo.png" light.png
cp "$PDFGEN_SOURCE_DIR/examples/demo/logo-dark.png" dark.png
cp "$PDFGEN_SOURCE_DIR/examples/demo/partners/logos/acme.png" partners/acme.png
printf 'brand: _brand.yml
' >>pdfgen.yaml
printf 'logo: {path: acme.png, alt: Acme}
' >>partners/acme.yaml
printf -- '---
document: letter
fit: pages
---

:::cover
Lead

# Title
:::
' >templates/letter.md
printf -- '---
document: slides
format: deck
---

# Title

Words

---

## More
' >templates/slides.md
images() {
    grep -c '^image ' "$place/out"
}
run 0 letter --partner acme --format trace -o -
[ "$(images)" = 2 ] || fail "two logos on a cover: $(cat "$place/out")"
run 0 letter --partner blue-ridge --format trace -o -
[ "$(images)" = 1 ] || fail "one logo where the partner has none: $(cat "$place/out")"
run 0 slides --partner acme --format trace -o -
[ "$(images)" = 1 ] || fail "the dark logo on a deck's cover: $(cat "$place/out")"
shows '"Acme Corp"' "a partner's logo for paper alone becomes its name on a dark cover"
printf 'logo: light.png
' >_brand.yml
run 0 slides --partner acme --format trace -o -
[ "$(grep -c '^image ' "$place/out")" = 0 ] || fail "a logo for paper on a dark cover"
shows '"Northwind Test"' "the company's name in words"
printf 'logo: {path: nowhere.png}
' >>partners/blue-harbor.yaml
run 0 letter --partner blue-harbor -o letter.pdf
told warning image-missing partners/blue-harbor.yaml:5:14

# Without a workspace, too.
cd "$place"
mkdir alone
cd alone
run 0 theme midnight --specimen
is_pdf out/theme-midnight.pdf
# From how many columns on a table has stripes is the theme's to say; slides have none unless told.
cd "$place/ws"
printf 'extends: quiet\nstripes_from: 5\ndeck: {stripes_from: 9}\n' >themes/zebra.yaml
stripes_of() {
    { printf -- "$2"; printf '\n|%s|\n' "$(seq -s'|' 1 $1)"; printf '|%s|\n' "$(seq -s'|' 1 $1 | tr '0-9' '-')"
      for row in 1 2 3 4; do printf '|%s|\n' "$(seq -s'|' 1 $1)"; done; } >striped.md
    run 0 render striped.md --theme $3 --format trace -o striped.trace
    grep -c '^rect .*#F4F7FA' striped.trace || true
}
test "$(stripes_of 4 '' zebra)" = 0 || fail "stripes at 4 columns"
test "$(stripes_of 5 '' zebra)" = 2 || fail "no stripes at 5 columns"
test "$(stripes_of 7 '' quiet)" = 0 || fail "stripes at 7 columns in quiet"
test "$(stripes_of 8 '' quiet)" = 2 || fail "no stripes at 8 columns in quiet"
deck='---\nformat: deck\n---\n## Table\n'
test "$(stripes_of 9 "$deck" quiet)" = 0 || fail "a slide has stripes"
test "$(stripes_of 9 "$deck" zebra)" = 2 || fail "a slide has no stripes where the theme says so"

exit $status

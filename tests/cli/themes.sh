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
grep -q "Inter Display 600, 36/40" sheet.txt || fail "the sheet shows no sizes"
grep -q "#0B5FA5  6.5:1" sheet.txt || grep -q "6.5:1" sheet.txt || fail "the sheet shows no contrast"
run 0 theme quiet --specimen -o again.pdf
cmp again.pdf out/theme-quiet.pdf || fail "the sheet is not the same twice"
run 1 theme quite --specimen
told error theme-missing
run 0 theme quiet --specimen --format png --pages 1 -o sheet.png
head -c 4 sheet.png | grep -q PNG || fail "a picture of the sheet is none"

# Without a workspace, too.
cd "$place"
mkdir alone
cd alone
run 0 theme midnight --specimen
is_pdf out/theme-midnight.pdf
exit $status

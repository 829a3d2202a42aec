# pdfgen preview: all pages of a document in one picture, each with its number.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
demo=$PDFGEN_SOURCE_DIR/examples/demo
workspace w

# sheet FILE: "columns rows" of the papers on it; each lies on its edge and its shadow, of one colour.
sheet() {
    awk '$1 == "rect" && $6 == "#FFFFFF" && before == "#C4C7C9" { split($2, at, ","); xs[at[1]]; ys[at[2]] }
         $1 == "rect" { before = $6 }
         END { for (x in xs) nx++; for (y in ys) ny++; print nx + 0, ny + 0 }' "$1"
}

run 0 preview qbr --partner acme --workspace "$demo" --date 2026-10-09 --format trace -o sheet
[ "$(grep -c '^page ' sheet)" = 1 ] || fail "a sheet of more than one page"
pages=$("$PDFGEN" qbr --partner acme --workspace "$demo" --date 2026-10-09 --format trace -o - | grep -c '^page ')
for number in $(seq "$pages"); do
    grep -q "footer \"$number\"" sheet || fail "page $number has no number"
done
set -- $(sheet sheet)
[ $(($1 * $2)) -ge "$pages" ] && [ "$1" -ge "$2" ] || fail "$pages pages in $1 columns and $2 rows"
run 0 preview qbr --partner acme --workspace "$demo" --columns 3 --format trace -o sheet
[ "$(sheet sheet | cut -d' ' -f1)" = 3 ] || fail "not 3 columns"
run 0 preview qbr --partner acme --workspace "$demo" --columns 40 --pages 2,4-5 --format trace -o sheet
[ "$(sheet sheet)" = "3 1" ] || fail "not the three pages asked for"
grep -q 'footer "4"' sheet || fail "the numbers are not the pages'"
! grep -q 'footer "1"' sheet || fail "a page that nobody asked for"
run 0 preview board-deck --workspace "$demo" -o deck.png
[ "$(head -c 4 deck.png | tail -c 3)" = PNG ] || fail "no PNG"
run 0 preview qbr --partner acme --workspace "$demo" --format svg -o deck.svg
run 0 preview note --partner acme --workspace w
grep -q 'w/out/acme/note-20..-Q.-preview.png' "$place/out" || fail "goes elsewhere: $(cat "$place/out")"
printf '# One\n\n:::pagebreak\n:::\n\n# Two\n' >two.md
run 0 preview two.md --width 300 --json
grep -q 'two-preview.png' "$place/out" || fail "a file's preview is not beside it"
[ "$(od -An -tu1 -j19 -N1 two-preview.png | tr -d ' ')" = 44 ] || fail "not 300 pixels wide"

# More pages than can be told apart.
awk 'BEGIN { for (i = 1; i <= 230; i++) printf "# Page %d\n\n:::pagebreak\n:::\n\n", i }' >many.md
run 0 preview many.md --dpi 20 -o many.png
told warning layout-limit
hinted --pages
run 0 preview many.md --dpi 20 --pages 201- -o many.png
[ ! -s "$place/err" ] || fail "says something of thirty pages"

mkdir work
cp two.md work
cd work
refuse 2 preview two.md --format pdf
refuse 2 preview two.md --columns none
refuse 2 preview two.md --pages 9
refuse 2 render two.md --columns 2
refuse 2 preview
refuse 2 preview nothing
exit $status

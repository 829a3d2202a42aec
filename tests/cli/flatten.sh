# --flatten: a PDF of page pictures from which nothing can be copied; it says that, and claims nothing.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
printf -- '---\ntitle: "Gr\303\274\303\237e \342\200\223 (x) \360\237\230\200"\nheader: ""\n---\n\n# One\n\nWords of the page.\n\n:::pagebreak\n\n# Two\n' >two.md

run 0 render two.md --flatten -o flat.pdf
told warning pdf-claim
run 0 render two.md --flatten -o again.pdf -q
cmp -s flat.pdf again.pdf || fail "two runs differ"
[ ! -s "$place/err" ] || fail "--quiet is not quiet"
run 1 render two.md --flatten --strict -o strict.pdf
run 0 inspect flat.pdf
grep -q '^pages *2$' "$place/out" || fail "not two pages"
grep -q '^claims *nothing$' "$place/out" || fail "it claims something"
grep -q "$(printf 'title *Gr\303\274\303\237e \342\200\223 (x)')" "$place/out" || { fail "the title is"; grep title "$place/out"; }
! grep -q '^fonts' "$place/out" || fail "it has a font"
if command -v qpdf >/dev/null; then
    qpdf --check flat.pdf >"$place/said" 2>&1 || { fail "qpdf --check:"; cat "$place/said"; }
fi
if command -v pdftotext >/dev/null; then
    pdftotext flat.pdf words
    ! grep -q '[A-Za-z]' words || fail "words can be copied"
    pdfimages -list flat.pdf | awk 'NR > 2 && ($3 != "image" || $9 != "jpeg" || $13 != 150) { print; bad = 1 } END { exit bad }' >"$place/said" || { fail "not JPEG of 150 dots an inch"; cat "$place/said"; }
fi

# The same picture as --format png makes, up to what JPEG changes.
run 0 render two.md --flatten --dpi 72 -o small.pdf -q
[ "$(wc -c <small.pdf)" -lt "$(wc -c <flat.pdf)" ] || fail "fewer dots are not fewer bytes"
if command -v pdftoppm >/dev/null; then
    run 0 render two.md -o plain.pdf
    # How much ink, and where its middle is, in pixels of 150 dots an inch; the header has 17 bytes.
    for file in flat plain; do
        pdftoppm -r 150 -f 1 -l 1 -gray $file.pdf $file
        od -An -v -tu1 -w1241 -j17 $file-1.pgm | awk '
            { for (x = 1; x <= NF; x++) { ink = 250 - $x; if (ink > 0) { n += ink; sx += ink * x; sy += ink * NR } } }
            END { printf "%.0f %.1f %.1f\n", n / 255, sx / n, sy / n }'
    done >ink
    awk 'NR == 1 { n = $1; x = $2; y = $3 }
         NR == 2 { bad = n < 1000 || $1 / n < 0.97 || $1 / n > 1.03 || ($2 - x) ^ 2 > 200 || ($3 - y) ^ 2 > 200 }
         END { exit bad || NR != 2 }' ink || { fail "the picture of the page is another:"; cat ink; }
fi

# Linearized and locked like any PDF.
printf 'secret\n' >password
run 0 render two.md --flatten --linearize --encrypt --password-file password -o locked.pdf -q
run 0 inspect locked.pdf --password-file password

mkdir empty
cp two.md empty
cd empty
refuse 2 render two.md --flatten --format png
refuse 2 render two.md --flatten --attach two.md
refuse 2 render two.md --flatten --attach-data
refuse 2 render two.md --flatten --pages 1
refuse 2 render two.md --flatten --dpi 0
cd ..

# libharu is loaded for this alone.
LD_DEBUG=files "$PDFGEN" render two.md -o plain.pdf >"$place/out" 2>"$place/loaded"
if grep -q 'file=' "$place/loaded"; then
    ! grep -q 'libhpdf' "$place/loaded" || fail "a plain run loads libharu"
    LD_DEBUG=files "$PDFGEN" render two.md --format png --pages 1 -o plain.png >"$place/out" 2>"$place/loaded"
    ! grep -q 'libhpdf' "$place/loaded" || fail "a picture loads libharu"
fi
exit $status

# Pango and its libraries are loaded for texts in scripts that need them, libhyphen for texts whose
# words may be broken, and only then.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
printf '# Title\n\nWords, **strong** and — dashed: 42%%.\n' >plain.md
printf '# Title\n\n\327\251\327\234\327\225\327\235\n' >hebrew.md

LD_DEBUG=files "$PDFGEN" render plain.md -o plain.pdf >"$place/out" 2>"$place/loaded"
if grep -q 'file=' "$place/loaded"; then
    ! grep -q 'libpango' "$place/loaded" || fail "a plain text loads Pango"
    LD_DEBUG=files "$PDFGEN" render hebrew.md -o hebrew.pdf >"$place/out" 2>"$place/loaded"
    grep -q 'libpango' "$place/loaded" || fail "this test cannot fail"
fi
printf -- '---\nhyphenate: true\n---\nInternationalisation.\n' >hyphens.md
LD_DEBUG=files "$PDFGEN" render hyphens.md -o hyphens.pdf >"$place/out" 2>"$place/loaded.hyphens"
if grep -q 'file=' "$place/loaded.hyphens"; then
    ! grep -q 'libhyphen' "$place/loaded" || fail "a text without hyphens loads libhyphen"
    grep -q 'libhyphen' "$place/loaded.hyphens" || fail "this test cannot fail"
fi
run 0 render hebrew.md -o hebrew.pdf
exit $status

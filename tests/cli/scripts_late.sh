# Pango and its libraries are loaded for texts in scripts that need them, and only then.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
printf '# Title\n\nWords, **strong** and — dashed: 42%%.\n' >plain.md
printf '# Title\n\n\327\251\327\234\327\225\327\235\n' >hebrew.md

LD_DEBUG=files "$PDFGEN" render plain.md -o plain.pdf >"$place/out" 2>"$place/loaded"
if grep -q 'file=' "$place/loaded"; then
    ! grep -q 'libpango' "$place/loaded" || fail "a plain text loads Pango"
    LD_DEBUG=files "$PDFGEN" render hebrew.md -o hebrew.pdf >"$place/out" 2>"$place/loaded"
    grep -q 'libpango' "$place/loaded" || fail "this test cannot fail"
fi
run 0 render hebrew.md -o hebrew.pdf
exit $status

# --linearize: a valid PDF, arranged for the web, the same bytes each time; and only when asked.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
printf '# Title\n\nWords.\n' >plain.md

run 0 render plain.md -o one.pdf --linearize
run 0 render plain.md -o two.pdf --linearize
cmp one.pdf two.pdf || fail "two runs differ"
head -c 1024 one.pdf | grep -qa '/Linearized' || fail "not linearized"
if command -v qpdf >/dev/null; then
    qpdf --check one.pdf >"$place/said" 2>&1 || { fail "qpdf --check:"; cat "$place/said"; }
    qpdf --check-linearization one.pdf >"$place/said" 2>&1 || { fail "qpdf --check-linearization:"; cat "$place/said"; }
fi
run 0 render plain.md -o plain.pdf
! head -c 1024 plain.pdf | grep -qa '/Linearized' || fail "linearized though nobody asked"

# A plain run does not load qpdf. The loader is asked which objects it opened.
LD_DEBUG=files "$PDFGEN" render plain.md -o plain.pdf >"$place/out" 2>"$place/loaded"
if grep -q 'file=' "$place/loaded"; then
    ! grep -q 'libqpdf' "$place/loaded" || fail "a plain run loads qpdf"
    LD_DEBUG=files "$PDFGEN" render plain.md -o plain.pdf --linearize >"$place/out" 2>"$place/loaded"
    grep -q 'libqpdf' "$place/loaded" || fail "this test cannot fail"
fi
exit $status

# What `cmake --install` lays down stands by itself: it needs neither the source nor a variable.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cmake --install "$PDFGEN_BUILD_DIR" --prefix "$place/prefix" >"$place/said" 2>&1 || {
    cat "$place/said"
    exit 1
}
unset PDFGEN_HOME
cp -r "$place/prefix/share/pdfgen/examples/demo" "$place/demo"
cd "$place/demo"
"$place/prefix/bin/pdfgen" qbr --partner Acme --linearize -o "$place/review.pdf" -v >"$place/out" 2>"$place/said" || {
    cat "$place/said"
    exit 1
}
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" "$place/review.pdf"
if grep -F "$PDFGEN_SOURCE_DIR" "$place/said"; then
    echo "reads the source"
    exit 1
fi
# The demo company is part of it: from any folder, with nothing beside.
mkdir "$place/anywhere"
cd "$place/anywhere"
"$place/prefix/bin/pdfgen" demo one-pager --brand "#7A1F5C" -v >"$place/out" 2>"$place/said" || {
    cat "$place/said"
    exit 1
}
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" out/demo/one-pager-acme-2026-Q3.pdf
if grep -F "$PDFGEN_SOURCE_DIR" "$place/said"; then
    echo "the demo reads the source"
    exit 1
fi

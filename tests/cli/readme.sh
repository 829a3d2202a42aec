# The commands of README.md do what it says: every block marked ```sh runs, in order, in one folder
# outside the source, and ends with a PDF.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin"
ln -s "$PDFGEN" "$folder/bin/pdfgen"
PATH=$folder/bin:$PATH

awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$PDFGEN_SOURCE_DIR/README.md" >"$folder/commands"
grep -q '^pdfgen ' "$folder/commands"
mkdir "$folder/place"
cd "$folder/place"
sh -eu "$folder/commands" </dev/null
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" program/out/lakeside/qbr-2026-Q3.pdf program/minutes.pdf

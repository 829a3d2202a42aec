# The commands of README.md and of docs/ do what they say. Every block of README.md marked ```sh runs,
# in order, in one folder outside the source, and ends with a PDF; those of a file of docs/ run in a
# copy of the demo's workspace, beside the files that they name.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin"
ln -s "$PDFGEN" "$folder/bin/pdfgen"
PATH=$folder/bin:$PATH

# commands FILE.md: what stands in its blocks, to $folder/commands.
commands() {
    awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$1" >"$folder/commands"
}

commands "$PDFGEN_SOURCE_DIR/README.md"
grep -q '^pdfgen ' "$folder/commands"
mkdir "$folder/place"
cd "$folder/place"
sh -eu "$folder/commands" </dev/null
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" program/out/lakeside/qbr-2026-Q3.pdf program/minutes.pdf

for document in "$PDFGEN_SOURCE_DIR"/docs/*.md; do
    commands "$document"
    [ -s "$folder/commands" ] || continue
    cp -r "$PDFGEN_SOURCE_DIR/examples/demo" "$folder/demo"
    cd "$folder/demo"
    echo acme >list.txt
    echo "A password of the test" >password.txt
    cp "$folder/place/program/minutes.pdf" terms.pdf
    echo 1 >prices.csv
    sh -eu "$folder/commands" </dev/null >"$folder/said" 2>&1 || {
        echo "${document##*/}:"
        cat "$folder/said"
        exit 1
    }
    cd "$folder"
    rm -rf "$folder/demo"
done

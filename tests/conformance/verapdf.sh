# The field's own judge: every PDF that a golden's input, the demo company or a real document makes
# has to satisfy PDF/UA-1 and PDF/A-2a as veraPDF reads them, with no rule failed; with attachments
# PDF/A-3a.
#
# veraPDF comes from Maven Central, once; without Java or without a way there the test is skipped.
# It takes two seconds to start: one run a flavour for all files.
set -eu
version=1.28.2
name=greenfield-apps
store=${PDFGEN_VERAPDF:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/pdfgen/verapdf}
jar=$store/org/verapdf/apps/$name/$version/$name-$version.jar

skip() {
    echo "skipped: $*"
    exit 77
}
command -v java >/dev/null 2>&1 || skip "there is no Java"
if [ ! -f "$jar" ]; then
    command -v mvn >/dev/null 2>&1 || skip "veraPDF is not there, and no Maven to fetch it"
    timeout 90 mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get \
        -Dartifact="org.verapdf.apps:$name:$version" -Dmaven.repo.local="$store" >fetch.log 2>&1 ||
        skip "veraPDF could not be fetched: $(tail -n 1 fetch.log)"
fi

rm -rf pdf attached merged workspace
mkdir pdf attached
# Inputs that are meant to fail make no PDF.
for folder in "$PDFGEN_SOURCE_DIR"/tests/golden/*/; do
    case=$(basename "$folder")
    (cd "$folder" && "$PDFGEN" render input.md -q -o "$OLDPWD/pdf/golden-$case.pdf") >/dev/null 2>&1 || true
done
for partner in "$PDFGEN_SOURCE_DIR"/examples/demo/partners/*.yaml; do
    slug=$(basename "$partner" .yaml)
    "$PDFGEN" qbr --partner "$slug" --workspace "$PDFGEN_SOURCE_DIR/examples/demo" -q \
        -o "pdf/qbr-$slug.pdf" >/dev/null
done
. "$PDFGEN_SOURCE_DIR/tests/conformance/corpus"
# The same with attachments: data and charts of each partner, files under difficult names.
printf 'Terms\n' >'attached/Bedingungen für (alle).txt'
: >attached/empty.bin
for partner in "$PDFGEN_SOURCE_DIR"/examples/demo/partners/*.yaml; do
    slug=$(basename "$partner" .yaml)
    "$PDFGEN" qbr --partner "$slug" --workspace "$PDFGEN_SOURCE_DIR/examples/demo" -q --attach-data \
        --attach 'attached/Bedingungen für (alle).txt=Terms of "all"' --attach attached/empty.bin \
        -o "attached/qbr-$slug.pdf" >/dev/null
done
"$PDFGEN" render "$PDFGEN_SOURCE_DIR/README.md" -q --attach-data --linearize -o attached/readme.pdf >/dev/null
# Several in one: all that the demo company has, and what the goldens with notes and tables make.
mkdir merged
"$PDFGEN" merge pdf/qbr-*.pdf pdf/golden-*table*.pdf pdf/golden-*note*.pdf pdf/golden-deck*.pdf -q -o merged/plain.pdf >/dev/null
cp merged/plain.pdf pdf/merged.pdf
# Several in one as a batch lays them out.
cp -r "$PDFGEN_SOURCE_DIR/examples/demo" workspace
(cd workspace && "$PDFGEN" qbr --all --merge ../pdf/batch.pdf -q >/dev/null)
"$PDFGEN" merge attached/*.pdf merged/plain.pdf attached/readme.pdf -q --linearize -o attached/merged.pdf >/dev/null
failures=0
for round in pdf:ua1 pdf:2a attached:ua1 attached:3a; do
    folder=${round%:*}
    flavour=${round#*:}
    made=$(find "$folder" -name '*.pdf' | wc -l)
    find "$folder" -name '*.pdf' | LC_ALL=C sort | xargs java -Djava.awt.headless=true -cp "$jar" \
        org.verapdf.apps.GreenfieldCliWrapper --format text -v -f "$flavour" >"$flavour.log" 2>"$flavour.err" || true
    passed=$(grep -c '^PASS ' "$flavour.log" || true)
    echo "$folder, $flavour: $passed of $made PDFs have no failed rule"
    if [ "$passed" != "$made" ]; then
        grep -v '^PASS ' "$flavour.log" | head -n 60
        failures=1
    fi
done
exit $failures

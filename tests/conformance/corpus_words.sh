# Real documents of the field: no word of any page may be lost or change its place, and each PDF
# must satisfy other programs. The misses are listed by file.
set -eu
tests=$PDFGEN_SOURCE_DIR/tests
corpus=$PDFGEN_SHARED/corpus
if [ -z "$PDFGEN_SHARED" ] || [ ! -d "$corpus" ]; then
    echo "skipped: the corpus is not beside the source"
    exit 77
fi

failures=0
documents=0
words=0
list=$PWD/list
find "$corpus" -name '*.md' | LC_ALL=C sort >"$list"
while read -r markdown; do
    documents=$((documents + 1))
    name=${markdown#"$corpus"/}
    if ! "$PDFGEN" render "$markdown" -o page.pdf >path 2>said; then
        printf '%s: no PDF\n' "$name"
        cat said
        failures=$((failures + 1))
        continue
    fi
    sh "$tests/check_pdf.sh" page.pdf || failures=$((failures + 1))
    pdftotext -enc UTF-8 page.pdf page.txt
    "$PDFGEN_TOOLS/words" markdown "$markdown" >wanted
    "$PDFGEN_TOOLS/words" text page.txt >got
    words=$((words + $(wc -l <wanted)))
    if diff --minimal wanted got | grep '^<' >missing; then
        printf '%s: %s words missing or out of order: %s\n' "$name" "$(wc -l <missing)" \
            "$(head -n 40 missing | sed 's/^< //' | tr '\n' ' ')"
        failures=$((failures + 1))
    fi
done <"$list"
printf '%s documents, %s words, %s failures\n' "$documents" "$words" "$failures"
[ "$documents" -ge 30 ] && [ "$failures" -eq 0 ]

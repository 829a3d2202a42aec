# Real documents of the field: no word of any page may be lost or change its place, and each PDF
# must satisfy other programs. The misses are listed by file.
#
# pdftotext is asked twice. As the page is read ("-raw"), every word must be there in order. As it
# lays text out anew by position, every word must be there as often; the order is its own then: a
# table's column of empty cells counts as a column of text, and its head moves away.
set -eu
tests=$PDFGEN_SOURCE_DIR/tests
corpus=$PDFGEN_SHARED/corpus
if [ -z "$PDFGEN_SHARED" ] || [ ! -d "$corpus" ]; then
    echo "skipped: the corpus is not beside the source"
    exit 77
fi

# judge WHAT: the words in ./missing.
judge() {
    if [ -s missing ]; then
        printf '%s: %s words %s: %s\n' "$name" "$(wc -l <missing)" "$1" \
            "$(head -n 40 missing | tr '\n' ' ')"
        failures=$((failures + 1))
    fi
}

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
    "$PDFGEN_TOOLS/words" markdown "$markdown" >wanted
    words=$((words + $(wc -l <wanted)))

    pdftotext -raw -enc UTF-8 page.pdf page.txt
    "$PDFGEN_TOOLS/words" text page.txt >got
    diff --minimal wanted got | sed -n 's/^< //p' >missing
    judge "missing or out of order"

    pdftotext -enc UTF-8 page.pdf page.txt
    "$PDFGEN_TOOLS/words" text page.txt | sort >got
    sort wanted | comm -23 - got >missing
    judge "missing where text is laid out anew"
done <"$list"
printf '%s documents, %s words, %s failures\n' "$documents" "$words" "$failures"
[ "$documents" -ge 30 ] && [ "$failures" -eq 0 ]

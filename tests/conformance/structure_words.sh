# What a screen reader says is what was written: the text by the order of the structure tree, as
# poppler reads it, has every word of the Markdown once and in order, for the corpus and for the
# golden documents. (veraPDF sees that elements are there, not that they are in order.)
#
# The structure says more than the Markdown: list numbers, titles of front matter, names of callouts.
# Of the golden documents those are judged whose words are all text and stand as they are written: no
# figure, table of contents, reference, container with an argument or word that is broken at its end.
set -eu
failures=0
documents=0
# judge MARKDOWN NAME
judge() {
    documents=$((documents + 1))
    pdfinfo -struct-text page.pdf | sed -n 's/^ *"\(.*\)"$/\1/p' >page.txt
    "$PDFGEN_TOOLS/words" text page.txt >got
    "$PDFGEN_TOOLS/words" markdown "$1" >wanted
    diff --minimal wanted got | sed -n 's/^< //p' >missing
    if [ -s missing ]; then
        printf '%s: %s words missing or out of order: %s\n' "$2" "$(wc -l <missing)" \
            "$(head -n 20 missing | tr '\n' ' ')"
        failures=$((failures + 1))
    fi
}
if [ -n "$PDFGEN_SHARED" ] && [ -d "$PDFGEN_SHARED/corpus" ]; then
    find "$PDFGEN_SHARED/corpus" -name '*.md' | LC_ALL=C sort >list
    while read -r markdown; do
        "$PDFGEN" render "$markdown" -q -o page.pdf >/dev/null 2>&1
        judge "$markdown" "${markdown#"$PDFGEN_SHARED/corpus/"}"
    done <list
fi
for input in "$PDFGEN_SOURCE_DIR"/tests/golden/*/input.md; do
    folder=$(dirname "$input")
    [ ! -e "$folder/needs" ] || continue
    grep -qE '^```(chart|kpis|mermaid|timeline)|\[\[|\[\^|<script|<su[bp]>|^:+[a-z ]* [0-9]|^:+ |\]\[|width=|\]\{|\{[{#]|hyphenate' "$input" && continue
    if "$PDFGEN" render "$input" -q -o page.pdf >/dev/null 2>&1; then
        judge "$input" "golden/$(basename "$folder")"
    fi
done
printf '%s documents, %s failures\n' "$documents" "$failures"
[ "$documents" -ge 40 ] && [ "$failures" -eq 0 ]

# Programs that share no code with pdfgen find nothing wrong with the PDFs of real documents and of the
# demo company, with attachments, linearized and merged too (check_pdf.sh; the golden documents' PDFs are
# judged by run_golden).
set -eu
rm -rf pdf
mkdir pdf
. "$PDFGEN_SOURCE_DIR/tests/conformance/corpus"
demo=$PDFGEN_SOURCE_DIR/examples/demo
for document in qbr monthly one-pager qbr-deck partner-profile; do
    "$PDFGEN" $document --partner acme --workspace "$demo" -q --attach-data --linearize -o "pdf/$document.pdf" >/dev/null
done
"$PDFGEN" board-deck --workspace "$demo" -q -o pdf/board-deck.pdf >/dev/null
# Not of all: poppler goes through a page again for each of its paragraphs.
"$PDFGEN" merge pdf/one-pager.pdf pdf/board-deck.pdf pdf/one-pager.pdf -q -o pdf/merged.pdf >/dev/null
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" pdf/*.pdf

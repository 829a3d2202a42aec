# Every file that a document of the project links to is there, and README.md leads to every document.
set -eu
cd "$PDFGEN_SOURCE_DIR"
status=0
for document in README.md CHANGELOG.md docs/*.md pipeline/README.md; do
    # What stands in a fence is an example.
    for target in $(sed '/^```/,/^```/d' "$document" | grep -oE '\]\([^)#:]+\)' | sed 's/^](//; s/)$//'); do
        if [ ! -e "$(dirname "$document")/$target" ]; then
            echo "$document: links to $target, which is not there"
            status=1
        fi
    done
done
for document in docs/*.md; do
    if ! grep -qF "]($document)" README.md; then
        echo "README.md: does not lead to $document"
        status=1
    fi
done
exit $status

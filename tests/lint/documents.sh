# Every file that a document of the project links to is there, README.md leads to every document, and
# the code names no other.
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
# The map leads to files that are there.
for file in $(grep '^|' pipeline/README.md | grep -oE '`[a-z0-9_/*]+\.(c|h|yaml)`' | tr -d '`' | sort -u); do
    ls pipeline/$file >/dev/null 2>&1 || [ -e "$file" ] || { echo "pipeline/README.md: there is no $file" && status=1; }
done
# So is every document that the code names, in a comment or a message.
for document in $(grep -rhoE '[a-z]+/[a-z-]+\.md' pipeline --include='*.[ch]' | sort -u); do
    if [ ! -e "$document" ]; then
        grep -rn --include='*.[ch]' "$document" pipeline
        echo "pipeline: names $document, which is not there"
        status=1
    fi
done
exit $status

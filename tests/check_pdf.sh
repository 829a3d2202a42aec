# check_pdf.sh - sh check_pdf.sh FILE.pdf...: other programs find nothing wrong with the file (qpdf
# with its objects, mupdf with its pages, poppler with its structure), and every font is embedded,
# subset and can be read back as Unicode.
set -eu
status=0
for pdf in "$@"; do
    if ! said=$(qpdf --check "$pdf" 2>&1); then
        printf '%s: qpdf --check:\n%s\n' "$pdf" "$said"
        status=1
    fi
    if command -v mutool >/dev/null; then
        # Without a picture: its fonts, its operators, its resources. Some are built without colours.
        said=$(mutool draw -q -F trace -o /dev/null "$pdf" 2>&1 || echo "mutool ends with $?")
        said=$(printf '%s' "$said" | grep -v '^warning: ICC support is not available$' || true)
        if [ -n "$said" ]; then
            printf '%s: mutool draw:\n%s\n' "$pdf" "$said"
            status=1
        fi
    fi
    # What poppler cannot follow in the structure it says between the lines.
    said=$(pdfinfo -struct-text "$pdf" 2>&1 >/dev/null || echo "pdfinfo ends with $?")
    if [ -n "$said" ]; then
        printf '%s: pdfinfo -struct-text:\n%s\n' "$pdf" "$said"
        status=1
    fi
    # The columns before the two of the object's number: emb sub uni.
    if ! said=$(pdffonts "$pdf" 2>&1 | awk '
            NR > 2 && ($(NF - 4) != "yes" || $(NF - 3) != "yes" || $(NF - 2) != "yes") { print; bad = 1 }
            /Error|Warning/ { print; bad = 1 }
            END { exit bad }'); then
        printf '%s: pdffonts:\n%s\n' "$pdf" "$said"
        status=1
    fi
done
exit $status

# check_pdf.sh - sh check_pdf.sh FILE.pdf...: another program finds nothing wrong with the file, and
# every font is embedded, subset and can be read back as Unicode.
set -eu
status=0
for pdf in "$@"; do
    if ! said=$(qpdf --check "$pdf" 2>&1); then
        printf '%s: qpdf --check:\n%s\n' "$pdf" "$said"
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

# The same inputs give the same bytes: twice, from two folders, under two languages and two time
# zones. SOURCE_DATE_EPOCH is the date.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
for copy in one two; do
    mkdir "$place/$copy"
    cp -r "$PDFGEN_SOURCE_DIR/examples/demo" "$place/$copy/demo"
done

# A language that writes "12.500,00", made here because a machine may have none but C.
if ! localedef -i de_DE -f UTF-8 "$place/de_DE.UTF-8" >"$place/said" 2>&1; then
    cat "$place/said"
    echo "skipped: the package locales is not here"
    exit 77
fi

make() { # FOLDER OUTPUT [NAME=VALUE...]
    folder=$1
    output=$2
    shift 2
    (cd "$folder" && env "$@" "$PDFGEN" qbr --partner Acme -o "$output" >"$place/said" 2>&1) || {
        cat "$place/said"
        exit 1
    }
}

make "$place/one/demo" "$place/1.pdf" TZ=UTC LC_ALL=C
make "$place/one/demo" "$place/2.pdf" TZ=UTC LC_ALL=C
make "$place/two/demo" "$place/3.pdf" TZ=Pacific/Kiritimati LOCPATH="$place" LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8
make / "$place/4.pdf" TZ=America/Los_Angeles PDFGEN_WORKSPACE="$place/two/demo"

status=0
for n in 2 3 4; do
    if ! cmp "$place/1.pdf" "$place/$n.pdf"; then
        status=1
    fi
done

# And the date does matter: another day is another file.
make "$place/one/demo" "$place/5.pdf" SOURCE_DATE_EPOCH=1793836800
if cmp -s "$place/1.pdf" "$place/5.pdf"; then
    echo "SOURCE_DATE_EPOCH changes nothing"
    status=1
fi
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" "$place/1.pdf" || status=1
exit $status

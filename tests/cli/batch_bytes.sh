# The bytes of a document do not depend on what else is made, by how many processes, in which order,
# under which language and time zone.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
cp -r "$PDFGEN_SOURCE_DIR/examples/demo" demo
rm -rf demo/out
cd demo
partners=$(ls partners/*.yaml | sed 's|.*/||; s|\.yaml$||')

mkdir "$place/one"
for slug in $partners; do
    run 0 qbr --partner "$slug" --date 2026-11-04 --attach-data -q -o "$place/one/$slug.pdf"
done

# same NAME: every document of out/ is what it is when it is made alone; the keys are those of before.
same() {
    for slug in $partners; do
        cmp "out/$slug/qbr-2026-Q3.pdf" "$place/one/$slug.pdf" || fail "$1: $slug is another document"
    done
    grep '"key"' out/manifest.json >"$place/keys"
    [ -e "$place/keys.first" ] || cp "$place/keys" "$place/keys.first"
    cmp "$place/keys" "$place/keys.first" || fail "$1: other keys"
    rm -rf out
}

batch() { # ARGUMENT...
    run 0 qbr --date 2026-11-04 --attach-data -q "$@"
}

for jobs in 1 2 8; do
    batch --all -j $jobs
    same "-j $jobs"
done
echo "$partners" | sort -r >"$place/list"
batch --partners "$place/list" -j 1
same "backwards"
echo "$partners" | awk '{ print (NR * 7) % 5 "\t" $0 }' | sort | cut -f2 >"$place/list"
batch --partners "$place/list" -j 3
same "shuffled"
for slug in $partners; do
    echo "$slug" >"$place/list"
    batch --partners "$place/list"
done
same "one by one"
TZ=Pacific/Kiritimati LC_ALL=de_DE.UTF-8 batch --all
same "another language and time zone"
exit $status

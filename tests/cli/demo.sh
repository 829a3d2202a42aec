# pdfgen demo: documents of a company that does not exist. Nothing of the user's is read or written.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
unset SOURCE_DATE_EPOCH

# From a folder with no workspace: everything, in out/demo/ of it, said on standard output.
mkdir empty
cd empty
run 0 demo
[ "$(ls)" = out ] && [ "$(ls out)" = demo ] || fail "something lies beside out/demo"
ls out/demo/*.pdf | sort >"$place/made"
sort "$place/out" | cmp - "$place/made" || fail "what is said is not what was made"
run 0 list templates --json
[ "$(grep -c '"name"' "$place/out")" = "$(wc -l <"$place/made")" ] || fail "not every document was made"
run 0 demo -o "$place/again"
grep -q '^Open first: .*again/qbr-acme-2026-Q3.pdf$' "$place/err" || fail "does not say what to open first"
diff -r out/demo "$place/again" || fail "a second run makes other bytes"
for file in out/demo/*.pdf; do
    sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" "$file" || fail "$file"
    if command -v pdfinfo >/dev/null; then
        pdfinfo "$file" | grep -q '^Subject: *Demo: companies, people and figures are made up' || fail "$file does not say that it is a demo"
        pdfinfo "$file" | grep -q '^Keywords: *demo' || fail "$file has no keyword"
    fi
done
run 0 demo qbr --format trace -o trace
[ "$(grep -c ' watermark ' trace)" = "$(grep -c '^page' trace)" ] || fail "not every page says DEMO"
mv trace "$place/trace-demo"
run 0 demo qbr --watermark "FOR CONTOSO" --format trace -o trace
cmp -s trace "$place/trace-demo" && fail "the watermark is not the one asked for"
cd ..

# Beside a workspace with broken files, and with one in the environment: neither is touched or read.
mkdir -p broken/partners broken/templates/partials broken/themes broken/fonts
for file in pdfgen.yaml _brand.yml partners/acme.yaml templates/qbr.md templates/partials/verdict.md themes/quiet.yaml fonts/fonts.yaml; do
    printf '{{{ [ broken: \377' >"broken/$file"
done
cp -r broken beside
cd beside
PDFGEN_WORKSPACE=$place/broken run 0 demo -v
if grep '^read ' "$place/err" | grep -v "^read $PDFGEN_SOURCE_DIR/" | grep -v '^read /usr/share/'; then
    fail "reads what is not the installation's"
fi
cmp out/demo/qbr-acme-2026-Q3.pdf "$place/empty/out/demo/qbr-acme-2026-Q3.pdf" || fail "a workspace beside changes the bytes"
rm -r out
cd ..
diff -r broken beside || fail "changes what lies beside"
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    # Leaks cannot be looked for under strace.
    (cd beside && ASAN_OPTIONS=detect_leaks=0 PDFGEN_WORKSPACE=$place/broken strace -f -e trace=openat,open,creat,unlink,rename -o "$place/calls" "$PDFGEN" demo qbr >/dev/null 2>&1)
    for file in pdfgen.yaml _brand.yml partners templates themes; do
        if grep -F "\"$place/beside/$file" "$place/calls" || grep -F "\"$place/broken" "$place/calls"; then
            fail "opens what is the user's"
        fi
    done
    # Nothing is opened to be written, made, renamed or removed but below out/: no ledger, no cache.
    mkdir "$place/home"
    (cd beside && ASAN_OPTIONS=detect_leaks=0 HOME=$place/home XDG_STATE_HOME=$place/home XDG_CACHE_HOME=$place/home \
        strace -f -e trace=%file,openat -o "$place/calls" "$PDFGEN" demo >/dev/null 2>&1)
    if grep -E 'O_WRONLY|O_RDWR|O_CREAT|^[0-9]* *(mkdir|mkdirat|rename|renameat2?|unlink|unlinkat|link|linkat|symlink|creat|truncate|chmod)\(' "$place/calls" |
        grep -vE "\"($place/beside/)?out(/|\")|\"/dev/" | grep -v ' = -1 '; then
        fail "writes elsewhere than to out/"
    fi
    [ -z "$(ls -A "$place/home")" ] || fail "something lies in the home folder"
    rm -r beside/out
fi

# A folder that nobody may write into.
mkdir locked
chmod 555 locked
if [ "$(id -u)" != 0 ]; then
    cd locked
    refuse 3 demo
    told error output-failed
    run 0 demo -o "$place/elsewhere"
    cd ..
fi
mkdir work
cd work
printf 'x' >file
refuse 3 demo -o file/demo

# One document, another partner, formats, files and folders.
run 0 demo qbr --partner Pell
[ "$(cat "$place/out")" = out/demo/qbr-pell-and-marrow-2026-Q3.pdf ] || fail "another name for Pell's review"
run 0 demo monthly --period 2026-05 -o may.pdf
is_pdf may.pdf
run 0 demo board-deck --partner Pell -o folder/
is_pdf folder/board-deck-2026-Q3.pdf
run 0 demo one-pager -o folder
is_pdf folder/one-pager-acme-2026-Q3.pdf
run 0 demo one-pager -o -
cmp "$place/out" folder/one-pager-acme-2026-Q3.pdf || fail "standard output has other bytes"
run 0 demo qbr --format png --pages 1-2 --width 200 -o pages/
[ "$(ls pages)" = "qbr-acme-2026-Q3-1.png
qbr-acme-2026-Q3-2.png" ] || fail "no pictures of pages"
run 0 demo --json -o all
[ "$(grep -c '"document"' "$place/out")" = "$(wc -l <"$place/made")" ] || fail "JSON without all documents"
grep -q '"partner": null' "$place/out" || fail "JSON: the board's deck is of no partner"
run 0 demo --list
grep -q '^pell-and-marrow ' "$place/out" && grep -q '^qbr-deck ' "$place/out" || fail "no list"
run 0 demo --list --json
grep -q '"slug": "acme"' "$place/out" && grep -q '"name": "qbr-deck"' "$place/out" || fail "no list in JSON"

# A prospect's look: a brand file, a colour, a logo.
cat >brand.yml <<'END'
meta: {name: {full: "Contoso: Pipes & \"Pumps\" Ltd", short: Contoso}, link: https://contoso.example/start}
color: {primary: "#7A1F5C"}
logo: logo.png
END
cp "$PDFGEN_SOURCE_DIR/examples/demo/logo.png" logo.png
run 0 demo --brand brand.yml -o own
grep -q 'of Contoso: Pipes & "Pumps" Ltd; partners' "$place/err" || fail "not in the brand's name"
if command -v pdftotext >/dev/null; then
    for file in own/*.pdf; do
        pdftotext "$file" - >words
        ! grep -i 'halyard' words || fail "$file still names the demo company"
    done
    pdftotext own/proposal-acme-2026-Q3.pdf - | grep -q '^What Contoso puts in' || fail "the proposal does not use the short name"
    pdftotext own/one-pager-acme-2026-Q3.pdf - | grep -qF 'Contoso: Pipes & “Pumps” Ltd' || fail "the one-pager does not name the company"
fi
run 0 demo one-pager --brand '#7A1F5C' --logo logo.png --company "Northwind" -o own.pdf
run 0 demo one-pager --brand logo.png -o own.pdf
run 0 demo one-pager --brand rebeccapurple -o own.pdf
run 0 demo one-pager --theme editorial -o own.pdf
run 0 demo --brand '#FFFF00' -o yellow
grep -q '; company, partners and figures are made up' "$place/err" || fail "a colour makes no company real"
[ "$(grep -c 'brand-contrast' "$place/err")" = 1 ] || fail "a colour that is changed is told for each theme"
refuse 1 demo --brand nothing.yml -o none
told error file-missing nothing.yml
[ "$(grep -c error: "$place/err")" = 1 ] || fail "a brand that is not there is told more than once"
refuse 1 demo --brand nocolour -o none
told error brand-field
refuse 1 demo --logo nothing.png -o none
told error image-missing
refuse 2 demo --brand brand.yml --logo logo.png -o none
told error usage-argument

# Other partners: the same from the same number, and every document is whole with each of them.
run 0 demo --seed 7 -o seven
run 0 demo --seed 7 -o seven-again
diff -r seven seven-again || fail "a seed makes other bytes the second time"
[ "$(ls seven | wc -l)" = "$(wc -l <"$place/made")" ] || fail "not every document of a seed was made"
ls seven | grep acme && fail "a seed has the partners of the files"
for seed in 1 2 3 4; do
    run 0 demo --seed "$seed" --list
    partners=$(sed '/^agreement /,$d; s/ .*//' "$place/out")
    [ "$(echo "$partners" | wc -l)" = 8 ] || fail "seed $seed has other than eight partners"
    for partner in $partners; do
        for document in qbr one-pager partner-profile qbr-deck; do
            run 0 demo "$document" --seed "$seed" --partner "$partner" -q -o seeded/
            if grep . "$place/err"; then
                fail "seed $seed, $document of $partner"
            fi
        done
    done
    run 0 demo board-deck --seed "$seed" -q -o seeded/
    [ ! -s "$place/err" ] || { cat "$place/err"; fail "seed $seed: the board's deck"; }
done
if command -v pdftotext >/dev/null; then
    for file in seven/*.pdf; do
        ! pdftotext "$file" - | grep -E 'Acme|Saffron|Elbtal|Pell' || fail "$file names a partner of the files"
    done
fi

# What is wrong with a command line.
refuse 2 demo qrb
hinted '"qbr"'
refuse 1 demo qbr --partner Nobody
told error partner-unknown
refuse 2 demo --workspace "$place/beside"
told error usage-option
refuse 2 demo -o -
refuse 2 demo -o all.pdf
hinted '-o demo/'
refuse 2 demo -o all.pptx
refuse 2 demo qbr -o qbr.docx
hinted '-o qbr.pdf'
refuse 2 demo qbr --json -o -
refuse 2 demo --seed seven
refuse 2 demo --seed 12345678901234567890
refuse 2 demo qbr monthly
exit $status

# A document for every partner: which are made, when again, and what is told.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

# lines FILE: how many lines of standard output hold @1.
lines() {
    grep -c -e "$1" "$place/out" || true
}

refuse 0 note --all --period 2026-Q3 --dry-run
[ "$(lines ': new$')" = 3 ] || fail "three are new: $(cat "$place/out")"
run 0 note --all --period 2026-Q3
for slug in acme blue-harbor blue-ridge; do
    is_pdf "out/$slug/note-2026-Q3.pdf"
    [ "$(lines "^out/$slug/note-2026-Q3.pdf$")" = 1 ] || fail "the path of $slug is not printed"
done
grep -q '^3 made' "$place/err" || fail "no summary: $(cat "$place/err")"
[ "$(ls -A out/.pdfgen)" = ledger ] || fail "left behind: $(ls -A out/.pdfgen)"

# unchanged WHAT: the same command makes nothing.
unchanged() {
    listing out >"$place/before"
    run 0 note --all --period 2026-Q3
    listing out >"$place/after"
    [ ! -s "$place/out" ] || fail "$1: made again: $(cat "$place/out")"
    cmp -s "$place/before" "$place/after" || fail "$1: something was written"
    grep -q '^3 unchanged' "$place/err" || fail "$1: no summary: $(cat "$place/err")"
}
unchanged "nothing has changed"

# remade COUNT REASON: a dry run says why, and the next run makes so many.
remade() {
    run 0 note --all --period 2026-Q3 --dry-run
    [ "$(lines "$2")" = "$1" ] || fail "$1 for \"$2\", but: $(cat "$place/out")"
    run 0 note --all --period 2026-Q3
    [ "$(lines '\.pdf$')" = "$1" ] || fail "\"$2\" makes: $(cat "$place/out")"
    unchanged "after: $2"
}
echo 'region: EMEA' >>partners/acme.yaml
remade 1 'partners/acme.yaml has changed$'
echo 'More words.' >>templates/note.md
remade 3 'templates/note.md has changed$'
touch templates/note.md partners/*.yaml
unchanged "only times have changed"
mkdir -p themes
cp "$PDFGEN_HOME/themes/quiet.yaml" themes/
remade 3 'themes/quiet.yaml is new$'
rm themes/quiet.yaml
remade 3 'themes/quiet.yaml is gone$'
rm out/acme/note-2026-Q3.pdf
remade 1 'the file is another or gone$'
printf 'x' >>out/blue-ridge/note-2026-Q3.pdf
remade 1 'the file is another or gone$'
touch -d 2020-01-01 out/acme/note-2026-Q3.pdf
unchanged "a document with another time has the same bytes"
rm -f out/manifest.json
run 0 note --all --period 2026-Q3
[ -s out/manifest.json ] || fail "the manifest is not written again"
cp out/manifest.json "$place/manifest"
printf '{' >out/manifest.json
run 0 note --all --period 2026-Q3
cmp -s "$place/manifest" out/manifest.json || fail "a damaged manifest is not written again"
sed -i 's/^m.*/m/' out/.pdfgen/ledger
run 0 note --all --period 2026-Q3 --json
[ "$(lines '"status": "unchanged"')" = 3 ] || fail "an earlier ledger is not read: $(cat "$place/out")"

# Options and the date are inputs, and so is what is included.
run 0 note --all --period 2026-Q3 --watermark DRAFT --dry-run
[ "$(lines ': another watermark$')" = 3 ] || fail "another option: $(cat "$place/out")"
run 0 note --all --period 2026-Q3 --date 2026-11-05 --dry-run
[ "$(lines ': another date$')" = 3 ] || fail "another date: $(cat "$place/out")"
run 0 note --all --period 2026-Q3 --force
[ "$(lines '\.pdf$')" = 3 ] || fail "--force makes all: $(cat "$place/out")"
mkdir -p templates/partials
echo 'Included.' >templates/partials/part.md
printf '\n{{> part}}\n' >>templates/note.md
run 0 note --all --period 2026-Q3
echo 'Included, and changed.' >templates/partials/part.md
remade 3 'templates/partials/part.md has changed$'

# The manifest and the lines of --json say the same.
run 0 note --all --period 2026-Q3 --json
[ "$(lines '"status": "unchanged"')" = 3 ] || fail "lines of JSON: $(cat "$place/out")"
key=$(sed -n 's/.*"partner": "acme".*"key": "\([0-9a-f]*\)".*/\1/p' "$place/out")
grep -q "\"key\": \"$key\"" out/manifest.json || fail "the manifest has another key"
sum=$(sha256sum out/acme/note-2026-Q3.pdf | cut -d' ' -f1)
grep -q "\"sha256\": \"$sum\"" out/manifest.json || fail "the manifest has another digest"

run 1 note --partners no.txt --json
grep -q '^{"status": "ended", "errors": \[{"code": "file-missing".*}$' "$place/out" || fail "JSON of no batch: $(cat "$place/out")"

# Which partners: an expression, a file, a word.
run 0 note --where 'region = "EMEA"' --period 2026-Q2 --dry-run
[ "$(cat "$place/out")" = "out/acme/note-2026-Q2.pdf: new" ] || fail "--where: $(cat "$place/out")"
printf '# favourites\nBlue Ridge\n\n  acme  # the first\n' >list.txt
run 0 note --partners list.txt --period 2026-Q2 --dry-run
[ "$(cut -d/ -f2 "$place/out" | tr '\n' ' ')" = "blue-ridge acme " ] || fail "--partners: $(cat "$place/out")"
echo Acmee >>list.txt
refuse 1 note --partners list.txt --period 2026-Q2
told error partner-unknown list.txt:5:1
hinted Acme
refuse 2 note --where 'regin = "EMEA"'
told error batch-expression --where:1:1
hinted '"region"'
refuse 2 note --where 'region = "EMEA" tier'
told error batch-expression --where:1:17
refuse 2 note --where 'region = "Mars"'
told error batch-partners

while read -r expression place_of_it hint; do
    refuse 2 note --where "$(echo "$expression" | tr _ ' ')"
    told error batch-expression "--where:1:$place_of_it"
    hinted "$hint"
done <<'END'
tier_==_"Gold" 7 =
tier_=_“Gold” 8 "Gold"
tier_&&_region 6 "and"
!tier 1 "not"
END
refuse 2 note --where 'tier = "gold"'
told error batch-partners
hinted '"Gold"'
run 0 note --where 'slug = "acme"' --period 2026-Q2 --dry-run
[ "$(cut -d/ -f2 "$place/out")" = acme ] || fail "--where of a slug: $(cat "$place/out")"
printf '# nobody\n' >nobody.txt
refuse 2 note --partners nobody.txt
told error batch-partners
grep -q '"nobody.txt" names no partner' "$place/err" || fail "an empty list: $(cat "$place/err")"

# The same file is the same option, however it is typed.
echo 'word: one' >words.yaml
run 0 note --all --period 2026-Q2 --data words.yaml --attach words.yaml
cd partners
run 0 note --all --period 2026-Q2 --data ../words.yaml --attach ./../words.yaml --dry-run
[ ! -s "$place/out" ] || fail "another spelling is another option: $(cat "$place/out")"
cd ..

# Two partners of one slug: one of them has no document, which is a failure. One that is named twice has.
partner partners/twin.yaml Twin
echo 'slug: acme' >>partners/twin.yaml
run 4 note --all --period 2026-Q3
told error partner-ambiguous
grep -q '^not made: Twin$' "$place/err" || fail "a slug of two: $(cat "$place/err")"
rm partners/twin.yaml
printf 'acme\nAcme Corp\r\nacme\n' >list.txt
run 0 note --partners list.txt --period 2026-Q3 --dry-run
grep -q '^1 unchanged$' "$place/err" || fail "named twice: $(cat "$place/err")"

# What several sources say of partners is read before there are workers.
workspace several
cd several
sed -i 's|^partners: .*|partners: [partners/, more.json]|' pdfgen.yaml
echo '[{"name": "Delta", "region": "EMEA"}, {"name": "Acme Corp", "region": "APAC"}]' >more.json
echo 'In {{partner.region | default "no region"}}.' >>templates/note.md
run 0 note --all --period 2026-Q3 -j 2
[ "$(wc -l <"$place/out")" = 4 ] || fail "several sources: $(cat "$place/out")"
for slug in acme delta blue-ridge; do
    run 0 note --partner "$slug" --period 2026-Q3 -o one.pdf
    cmp -s one.pdf "out/$slug/note-2026-Q3.pdf" || fail "several sources: $slug is another document"
done
cd ..

# What does not go with a batch, or without one.
for option in --dry-run --force "-j 2" "--timeout 5" "--memory 99"; do
    # shellcheck disable=SC2086  # two words
    refuse 2 note --partner acme --period 2026-Q1 $option
    told error usage-option
    hinted --all
done
refuse 2 note --all --shard 1/2 --merge all.pdf
told error usage-option
hinted 'without --shard'
refuse 2 note --all --partner acme
told error usage-option
refuse 2 note --all -o x.pdf
told error usage-option
refuse 2 note --all -j 0
told error usage-argument
refuse 2 render list.txt --all
told error usage-option
refuse 2 nite --all
told error usage-command
hinted note
exit $status

# A batch of pictures, of locked PDFs, and all documents in one.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws
cat >>templates/note.md <<'END'

[The end](#the-end) and [our site](https://example.com/).

```chart
type: bar
title: One bar
x: label
y: amount
data: [{label: A, amount: 3}, {label: B, amount: 4}]
```

:::pagebreak
:::

## The end

More of {{partner.name}}.
END

# --- pictures: a file a page ---------------------------------------------------------------------
run 0 note --all --period 2026-Q3 --format png --dpi 30
[ "$(wc -l <"$place/out")" = 6 ] || fail "three documents of two pages are six pictures: $(cat "$place/out")"
for slug in acme blue-harbor blue-ridge; do
    for page in 1 2; do
        file=out/$slug/note-2026-Q3-$page.png
        grep -q "^$file$" "$place/out" || fail "$file is not told"
        [ "$(head -c 4 $file | tail -c 3)" = PNG ] || fail "$file is no PNG"
    done
done
"$PDFGEN" note --partner acme --period 2026-Q3 --format png --dpi 30 -o "$place/one.png" -q >"$place/paths"
cmp -s "$place/one-1.png" out/acme/note-2026-Q3-1.png || fail "a batch makes other pictures"
run 0 note --all --period 2026-Q3 --format png --dpi 30
grep -q '^3 unchanged' "$place/err" || fail "made again: $(cat "$place/err")"
grep -q '"note-2026-Q3-2.png"' out/manifest.json || fail "the manifest does not name the pictures"
run 0 note --all --period 2026-Q3 --format png --dpi 40 --dry-run
grep -q 'another dpi$' "$place/out" || fail "another resolution: $(cat "$place/out")"
printf x >>out/acme/note-2026-Q3-2.png
run 0 note --all --period 2026-Q3 --format png --dpi 30 --json
grep -c '"status": "made"' "$place/out" | grep -q '^1$' || fail "a picture that was changed: $(cat "$place/out")"
grep -q '"files": \["note-2026-Q3-1.png", "note-2026-Q3-2.png"\]' "$place/out" || fail "no files: $(cat "$place/out")"
# One page is one picture, and the others go.
run 0 note --all --period 2026-Q3 --format png --dpi 30 --pages 1
[ "$(sort "$place/out")" = "$(printf 'out/%s/note-2026-Q3.png\n' acme blue-harbor blue-ridge)" ] ||
    fail "one picture a partner: $(cat "$place/out")"
[ "$(find out -name '*.png' | wc -l)" = 3 ] || fail "pages that are not wanted: $(find out)"
run 0 note --all --period 2026-Q3 --format svg --pages 2 -q
grep -q '<svg' out/acme/note-2026-Q3.svg || fail "no SVG"
[ "$(ls -A out/.pdfgen)" = ledger ] || fail "left behind: $(ls -A out/.pdfgen)"

# --- locked --------------------------------------------------------------------------------------
rm -rf out
printf 'secret words\n' >"$place/password"
run 0 note --all --period 2026-Q3 --encrypt --password-file "$place/password" -q
for slug in acme blue-harbor blue-ridge; do
    file=out/$slug/note-2026-Q3.pdf
    qpdf --requires-password $file || fail "$file is not locked"
    qpdf --password='secret words' --check $file >/dev/null || fail "$file does not open"
done
! grep -rq 'secret' out || fail "the password was written"
run 0 note --all --period 2026-Q3 --encrypt --password-file "$place/password"
grep -q '^3 unchanged' "$place/err" || fail "made again: $(cat "$place/err")"
run 0 note --all --period 2026-Q3 --dry-run
grep -q 'another encrypt$' "$place/out" || fail "without a password: $(cat "$place/out")"
refuse 2 note --all --period 2026-Q3 --encrypt
told error password

# --- all in one ----------------------------------------------------------------------------------
rm -rf out
run 0 note --all --period 2026-Q3 --merge ../all.pdf
grep -q '^\.\./all.pdf$' "$place/out" || fail "the path is not told: $(cat "$place/out")"
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" ../all.pdf || fail "all.pdf is not sound"
[ "$(pdfinfo ../all.pdf | awk '/^Pages/ { print $2 }')" = 6 ] || fail "all.pdf has not six pages"
[ "$(pdfinfo ../all.pdf | awk '/^Tagged/ { print $2 }')" = yes ] || fail "all.pdf is not tagged"
[ "$(pdfinfo -struct ../all.pdf 2>/dev/null | grep -c '^  Sect')" = 3 ] || fail "a section a partner"
fonts=$(pdffonts out/acme/note-2026-Q3.pdf | wc -l)
[ "$(pdffonts ../all.pdf | wc -l)" = "$fonts" ] || fail "fonts are not shared: $(pdffonts ../all.pdf)"
qpdf --json --json-key=pagelabels --json-key=outlines ../all.pdf >"$place/json"
grep -q '"u:Blue Harbor 2"\|"Blue Harbor 2"' "$place/json" || fail "no label of the fourth page"
[ "$(grep -c '"title": "\(u:\)\{0,1\}\(Acme Corp\|Blue Harbor\|Blue Ridge\)"' "$place/json")" = 3 ] ||
    fail "no entry for each partner"
# A link leads to its own partner's page: the third one's to the sixth.
qpdf --qdf --object-streams=disable ../all.pdf "$place/plain.pdf"
for slug in acme blue-harbor blue-ridge; do
    grep -aq "/Dest ($slug/the-end)" "$place/plain.pdf" || fail "no link to the end of $slug"
done
size=$(($(wc -c <out/acme/note-2026-Q3.pdf) * 3))
[ "$(wc -c <../all.pdf)" -lt $size ] || fail "all.pdf is as large as its parts"
cp ../all.pdf "$place/first.pdf"
run 0 note --all --period 2026-Q3 --merge ../all.pdf --force -j1
cmp -s ../all.pdf "$place/first.pdf" || fail "all.pdf has other bytes"
# Who fails is left out, and that is said.
echo 'name: [' >partners/blue-harbor.yaml
run 4 note --all --period 2026-Q3 --merge ../all.pdf
[ "$(pdfinfo ../all.pdf | awk '/^Pages/ { print $2 }')" = 4 ] || fail "all.pdf has not four pages"
partner partners/blue-harbor.yaml "Blue Harbor"
run 0 note --all --period 2026-Q3 --merge ../all.pdf --encrypt --password-file "$place/password" -q
qpdf --requires-password ../all.pdf || fail "all.pdf is not locked"
refuse 2 note --all --period 2026-Q3 --merge ../all.pdf --format png
told error usage-argument
refuse 2 note --all --period 2026-Q3 --merge ../all.pdf --shard 1/2
told error usage-option
refuse 2 note --all --period 2026-Q3 --merge -
told error usage-option
# Of none there is nothing to put into one.
for slug in acme blue-harbor blue-ridge; do
    echo 'name: [' >partners/$slug.yaml
done
run 1 note --all --period 2026-Q3 --merge ../none.pdf
told error batch-merge
[ ! -e ../none.pdf ] || fail "none.pdf is made of nothing"
exit $status

# Forms: fields are where the words say, are filled in by other programs, and the file stays sound.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
cat >form.md <<'END'
---
title: Order
---

# Order no. [________]

Name: [________________]

Name: [________*]

- [ ] Terms read
- [x] Prices agreed

Signature: [x________________]
END
printf 'Terms\n' >terms.txt

# has PATTERN FILE: the objects of a PDF, unpacked.
objects() { qpdf --qdf --object-streams=disable "$1" - | tr -d '\0' >"$1.objects"; }
has() { grep -aq -e "$1" "$2.objects" || fail "$2 has no $1"; }
has_not() { ! grep -aq -e "$1" "$2.objects" || fail "$2 has $1"; }
sound() {
    qpdf --check "$1" >"$place/said" 2>&1 || { fail "qpdf --check $1:"; cat "$place/said"; }
}

run 0 render form.md -o plain.pdf
run 0 render form.md --forms -o form.pdf
run 0 render form.md --forms -o again.pdf
cmp -s form.pdf again.pdf || fail "two runs differ"
sed 's/^title: Order/&\nforms: true/' form.md >switched.md
run 0 render switched.md -o switched.pdf
cmp -s form.pdf switched.pdf || fail "the front matter makes another form than --forms"
sed 's/^title: Order/&\nforms: perhaps/' form.md >unclear.md
run 0 render unclear.md -o unclear.pdf
told warning front-matter unclear.md:3

# In pictures the same is drawn with fields and without.
for words in "--format png --dpi 60" "--flatten --dpi 60"; do
    run 0 render form.md $words -o with.out --forms -q
    run 0 render form.md $words -o without.out -q
    cmp -s with.out without.out || fail "$words: a form looks different"
done

if command -v qpdf >/dev/null; then
    objects plain.pdf
    has_not AcroForm plain.pdf
    has_not /Widget plain.pdf
    objects form.pdf
    has '/NeedAppearances false' form.pdf
    has '/Tabs /S' form.pdf
    has '/SigFlags 1' form.pdf
    [ "$(grep -ac '/Subtype /Widget' form.pdf.objects)" = 6 ] || fail "not six fields"
    [ "$(grep -ac '/S /Form$' form.pdf.objects)" = 6 ] || fail "not six elements"
    [ "$(grep -ac '/Ff 2' form.pdf.objects)" = 1 ] || fail "not one required field"
    # With everything else that can be done to a PDF.
    printf 'secret\n' >password
    run 0 render form.md --forms --linearize --attach terms.txt -o rich.pdf
    sound rich.pdf
    objects rich.pdf
    has AcroForm rich.pdf
    for permit in print none; do
        run 0 render form.md --forms --encrypt --password-file password --permit $permit -o locked.pdf -q
        qpdf --show-encryption --password=secret locked.pdf >"locked-$permit"
    done
    grep -q 'modify forms: allowed' locked-print || fail "a locked form cannot be filled in"
    grep -q 'modify forms: not allowed' locked-none || fail "--permit none allows filling in"
    run 0 merge form.pdf switched.pdf -o merged.pdf -q
    sound merged.pdf
    objects merged.pdf
    [ "$(grep -ac '/Subtype /Widget' merged.pdf.objects)" = 12 ] || fail "fields are lost when merged"
fi

# A thousand boxes are two appearances, and a label of 10 KB a short name.
{
    printf -- '---\nforms: true\n---\n'
    for i in $(seq 1 1000); do echo "- [ ] Step $((i % 3))"; done
    printf '\n%10000s: [____]\n' x | tr ' ' x
} >many.md
run 0 render many.md -o many.pdf
if command -v qpdf >/dev/null; then
    objects many.pdf
    [ "$(grep -a '/T (' many.pdf.objects | sort | uniq -d | wc -l)" = 0 ] || fail "two fields have one name"
    [ "$(grep -ac '/T (' many.pdf.objects)" = 1001 ] || fail "not 1001 fields"
    [ "$(grep -ac '/Subtype /Form$' many.pdf.objects)" = 3 ] || fail "equal appearances are written again"
    awk '/\/T \(/ && length > 80 { bad = 1 } END { exit bad }' many.pdf.objects || fail "a name is too long"
fi

# Filled in by another program.
if ! command -v pdftk >/dev/null; then
    echo "skipped: pdftk fills no form here; apt-get install pdftk-java"
    exit $status
fi
cat >values.xfdf <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>
<field name="order-no"><value>2026-117</value></field>
<field name="name"><value>Zoë Größe – 5 €</value></field>
<field name="terms-read"><value>Yes</value></field>
<field name="prices-agreed"><value>Off</value></field>
</fields></xfdf>
END
pdftk form.pdf fill_form values.xfdf output filled.pdf || fail "pdftk cannot fill it"
sound filled.pdf
pdftk filled.pdf dump_data_fields_utf8 >fields
for line in 'FieldName: order-no' 'FieldValue: 2026-117' 'FieldName: name-2' 'FieldNameAlt: Terms read' \
    'FieldValue: Zoë Größe – 5 €' 'FieldValue: Yes' 'FieldValue: Off'; do
    grep -qxF "$line" fields || { fail "no $line, but:"; cat fields; }
done
pdftotext filled.pdf words
grep -q 'Zoë Größe – 5 €' words || { fail "what was typed is not seen:"; cat words; }
jar=${PDFGEN_VERAPDF:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/pdfgen/verapdf}/org/verapdf/apps/greenfield-apps/1.28.2/greenfield-apps-1.28.2.jar
if command -v java >/dev/null && [ -f "$jar" ]; then
    for flavour in ua1 2a; do
        java -Djava.awt.headless=true -cp "$jar" org.verapdf.apps.GreenfieldCliWrapper --format text -v \
            -f $flavour form.pdf filled.pdf >judged 2>/dev/null || true
        [ "$(grep -c '^PASS' judged)" = 2 ] || { fail "$flavour:"; cat judged; }
    done
fi
exit $status

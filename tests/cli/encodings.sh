# Files as other systems save them: what can be read gives the same document, what cannot is told.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

cat >>templates/note.md <<'END'

{{#partner.contacts}}
- {{name}}: {{role}}, of {{workspace.company.name}}
{{/partner.contacts}}
END
cat >>partners/acme.yaml <<'END'
contacts:
  - name: Zoë Ångström
    role: >
      Head of
      sales
END
run 0 note --partner acme --format trace -o ../wanted.txt
grep -q 'Ångström' ../wanted.txt || fail "the note has no contact: $(cat ../wanted.txt)"

# spoil FILE COMMAND...: the file through the command, then a document; afterwards it is whole again.
spoil() {
    file=$1
    shift
    cp "$file" "$place/whole"
    "$@" <"$place/whole" >"$file"
}

mend() {
    cp "$place/whole" "$file"
}

with_mark() { printf '\357\273\277'; cat; }
with_crlf() { sed 's/$/\r/'; }
with_both() { with_crlf | with_mark; }
with_nul() { cat; printf '# x\0y\n'; }
with_latin() { cat; printf '# caf\351\n'; }
with_utf16() { iconv -f UTF-8 -t UTF-16; }

for file in pdfgen.yaml partners/acme.yaml templates/note.md; do
    for change in with_mark with_crlf with_both; do
        spoil "$file" $change
        run 0 note --partner acme --format trace -o ../got.txt
        cmp -s ../wanted.txt ../got.txt || fail "$file $change: another document"
        mend
    done
    lines=$(wc -l <"$file")
    spoil "$file" with_nul
    run 1 note --partner acme --format trace -o ../got.txt
    told error file-encoding "$file:$((lines + 1)):4"
    mend
    spoil "$file" with_latin
    run 1 note --partner acme --format trace -o ../got.txt
    told error file-encoding "$file:$((lines + 1)):6"
    grep -q "byte $(($(wc -c <"$place/whole") + 5)) (0xE9)" "$place/err" || fail "$file: no offset: $(cat "$place/err")"
    hinted UTF-8
    mend
    if command -v iconv >/dev/null; then
        spoil "$file" with_utf16
        run 1 note --partner acme --format trace -o ../got.txt
        told error file-encoding "$file:1:1"
        grep -q 'UTF-16' "$place/err" || fail "$file: UTF-16 is not named"
        mend
    fi
done
exit $status

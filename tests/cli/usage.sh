# Command lines that are wrong: exit code 2, a code, the nearest word, and nothing written.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

run 2
[ ! -s "$place/out" ] || fail "help that nobody asked for goes to standard error"
grep -q '^Commands$' "$place/err" || fail "pdfgen alone shows its commands"

refuse 2 lsit
told error usage-command
hinted list
refuse 2 nite --partner Acme
told error usage-command
hinted note
refuse 2 xyzzyplugh
told error usage-command
hinted "pdfgen help"
refuse 2 file.md
told error usage-command
hinted "pdfgen render file.md"
refuse 2 ../note --partner Acme
told error usage-command
refuse 2 help nite
told error usage-command
hinted note
refuse 2 encrypt file.pdf
told error usage-command
hinted "pdfgen help"
refuse 2 nite Acme
told error usage-command
hinted note

refuse 2 note --partnr Acme
told error usage-option
hinted --partner
refuse 2 note --partner
told error usage-option
hinted "--partner NAME"
refuse 2 note --lenient=yes --partner Acme
told error usage-option
refuse 2 list --partner Acme
told error usage-option
refuse 2 note -Z
told error usage-option

refuse 2 note
told error usage-argument
hinted --partner
refuse 2 note surplus --partner Acme
told error usage-argument
refuse 2 render
told error usage-argument
hinted "FILE.md"
refuse 2 render one.md two.md
told error usage-argument
refuse 2 list tenplates
told error usage-argument
hinted templates
refuse 2 completion fish
told error usage-argument
refuse 2 note --partner Acme --date yesterday
told error usage-argument
refuse 2 note --partner Acme --date 2026-02-30
told error usage-argument
refuse 2 note --partner Acme --format docx
told error usage-argument
refuse 2 note --partner Acme --format trace --linearize
told error usage-argument
refuse 2 note --partner Acme --period 2026-Q5
told error usage-period
refuse 2 note --partner Acme --json -o -
told error usage-option

# Two mistakes are both said.
refuse 2 note --partnr Acme --perod 2026-Q3
[ "$(grep -c usage-option "$place/err")" = 2 ] || fail "one of two misspelt options is not named"

SOURCE_DATE_EPOCH=soon refuse 2 note --partner Acme
told error usage-argument
exit $status

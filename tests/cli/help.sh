# Help goes to standard output with exit code 0, and the written reference is what the program says.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

for words in --help -h help "help render" "render --help" "help codes" "help list" version --version "completion bash"; do
    run 0 $words
    [ -s "$place/out" ] || fail "pdfgen $words prints nothing"
    [ ! -s "$place/err" ] || fail "pdfgen $words writes to standard error"
done
run 0 help qbr
grep -q 'qbr' "$place/out" || fail "help qbr says nothing of it"

run 0 help codes
for code in usage-option yaml-syntax output-failed; do
    grep -q " $code " "$place/out" || fail "help codes lacks $code"
done

run 0 help markdown
if ! cmp -s "$place/out" "$PDFGEN_SOURCE_DIR/docs/cli.md"; then
    fail "docs/cli.md is not what pdfgen help markdown prints"
    diff "$place/out" "$PDFGEN_SOURCE_DIR/docs/cli.md" || true
fi

# Every option of the table is in the manual page, whose hyphens are escaped.
sed 's/\\-/-/g' "$PDFGEN_SOURCE_DIR/man/pdfgen.1" >"$place/manual"
sed -n 's/^| `\(-., \)*\(--[a-z-]*\).*/\2/p' "$place/out" | sort -u >"$place/options"
[ -s "$place/options" ] || fail "no options in the reference"
while read -r option; do
    grep -qE -e "$option([^a-z-]|\$)" "$place/manual" || fail "man/pdfgen.1 lacks $option"
done <"$place/options"
sed -n 's/^## pdfgen \([a-z]*\).*/\1/p' "$place/out" >"$place/commands"
[ -s "$place/commands" ] || fail "no commands in the reference"
while read -r command; do
    grep -qw -e "$command" "$place/manual" || fail "man/pdfgen.1 lacks $command"
done <"$place/commands"
# What the program asks the environment for is in the manual page.
grep -rhoE '"PDFGEN_[A-Z_]+"' "$PDFGEN_SOURCE_DIR/pipeline" | tr -d '"' | sort -u >"$place/variables"
[ -s "$place/variables" ] || fail "no variables"
while read -r variable; do
    grep -qw "$variable" "$place/manual" || fail "man/pdfgen.1 lacks $variable"
done <"$place/variables"

# What completion prints is a script that bash takes.
if command -v bash >/dev/null; then
    run 0 completion bash
    bash -n "$place/out" || fail "the completion script is not bash"
fi
exit $status

# --strict, --quiet, --verbose and colours.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
mkdir docs
cd docs
printf '# T\n\n<blink>words</blink>\n' >plain.md

run 0 render plain.md
told warning markdown-html plain.md:3:1
rm plain.pdf
refuse 1 render plain.md --strict
told error markdown-html plain.md:3:1
run 0 render plain.md -q
[ ! -s "$place/err" ] || fail "--quiet is not: $(cat "$place/err")"
[ "$(cat "$place/out")" = plain.pdf ] || fail "--quiet hides the path"
refuse 1 render plain.md --strict -q
told error markdown-html plain.md:3:1
run 0 render plain.md -v
grep -q '^read .*plain.md$' "$place/err" || fail "--verbose does not say what was read"

# Colours only on a terminal, and not where NO_COLOR is set.
escape=$(printf '\033')
run 0 render plain.md
! grep -qF "$escape" "$place/err" || fail "colours in a file"
if command -v script >/dev/null && script -qec true /dev/null </dev/null >"$place/typed" 2>&1; then
    env -u NO_COLOR TERM=xterm script -qec "'$PDFGEN' render plain.md" /dev/null </dev/null >"$place/typed" 2>&1 || fail "no run on a terminal"
    grep -qF "$escape" "$place/typed" || fail "no colours on a terminal"
    NO_COLOR=1 TERM=xterm script -qec "'$PDFGEN' render plain.md" /dev/null </dev/null >"$place/typed" 2>&1 || fail "no run on a terminal"
    ! grep -qF "$escape" "$place/typed" || fail "NO_COLOR is not obeyed"
fi
exit $status

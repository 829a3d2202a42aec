# What list shows, with a workspace and without.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

run 0 list
grep -q '^  acme  *Acme Corp  *Gold$' "$place/out" || fail "a partner has slug, name and tier: $(cat "$place/out")"
grep -q '^  note  *A note$' "$place/out" || fail "a template has its title: $(cat "$place/out")"
grep -q '^  qbr ' "$place/out" || fail "the installation's templates are listed too: $(cat "$place/out")"

# One list alone has no heading: it is for scripts.
run 0 list partners
[ "$(sed 's/ .*//' "$place/out" | tr '\n' ' ')" = "acme blue-harbor blue-ridge " ] || fail "slugs: $(cat "$place/out")"
run 0 list templates
grep -q '^note ' "$place/out" || fail "templates: $(cat "$place/out")"

# The workspace's template hides the installation's.
printf -- '---\ndescription: Our own review\n---\n\n# Ours\n' >templates/qbr.md
run 0 list templates
[ "$(grep -c '^qbr ' "$place/out")" = 1 ] || fail "qbr is listed twice"
grep -q '^qbr  *Our own review$' "$place/out" || fail "the workspace's template does not come first"
rm templates/qbr.md

# A partner that cannot be read: the others are listed, the exit code tells.
printf 'name: [\n' >partners/broken.yaml
run 1 list partners
grep -q '^acme ' "$place/out" || fail "a broken partner hides the others"
grep -q '^partners/broken.yaml:' "$place/err" || fail "a broken partner is not named"
rm partners/broken.yaml

# A name does not start a line of its own, nor speak to the terminal; nor does a message.
printf 'name: "Gro\\nup\\e[31m"\n' >partners/controls.yaml
run 0 list partners
grep -q '^controls  *Gro up \[31m$' "$place/out" || fail "controls of a name are shown: $(cat -v "$place/out")"
run 1 note --partner "$(printf 'Gro\033[31m')x"
grep -q "$(printf '[\001-\010\033]')" "$place/err" && fail "controls in a message: $(cat -v "$place/err")"
rm partners/controls.yaml

cd "$place"
mkdir empty
cd empty
run 0 list
told warning workspace-missing
grep -q '^  qbr ' "$place/out" || fail "without a workspace there are still templates"
run 0 list partners --workspace ../ws
grep -q '^acme ' "$place/out" || fail "--workspace is not looked at"
PDFGEN_WORKSPACE=../ws
export PDFGEN_WORKSPACE
run 0 list partners
grep -q '^acme ' "$place/out" || fail "PDFGEN_WORKSPACE is not looked at"
run 1 list partners --workspace "$place/nowhere"
exit $status

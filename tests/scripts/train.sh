# The documents that a profiled build learns from are made: where one fails, every such build is
# made without a profile, and only a line says so.
set -eu
[ -n "${PDFGEN:-}" ] || exit 77 # not built
"$PDFGEN_SOURCE_DIR/scripts/train" "$PDFGEN" >said 2>&1 || {
    tail -n 5 said
    exit 1
}

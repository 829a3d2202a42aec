# tests/cli/batch_killed.sh, 200 times: PDFGEN=.../pdfgen PDFGEN_TOOLS=.../tests sh tests/bench/batch_kills.sh
set -eu
PDFGEN_SOURCE_DIR=$(cd "$(dirname "$0")/../.." && pwd)
PDFGEN_KILLS=${PDFGEN_KILLS:-200}
SOURCE_DATE_EPOCH=1793750400
export PDFGEN_SOURCE_DIR PDFGEN_KILLS SOURCE_DATE_EPOCH
exec sh "$PDFGEN_SOURCE_DIR/tests/cli/batch_killed.sh"

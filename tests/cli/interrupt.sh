# A run that is interrupted leaves no file, or the whole of it, and nothing else.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

# Opening a pipe that nobody reads waits for ever: a run to interrupt at leisure.
printf '# Title\n\nWords.\n' >plain.md
mkfifo pipe
for signal in INT TERM HUP; do
    got=0
    "$PDFGEN_TOOLS/interrupted" $signal 500 "$PDFGEN" render plain.md -o pipe || got=$?
    [ $got = 130 ] || fail "SIG$signal: exit code $got, not 130"
done

# A long run, interrupted anywhere; very early, before it can say 130, it just ends (143).
mkdir out
i=0
while [ $i -lt 20000 ]; do
    printf 'Paragraph %s of many words, so that there is something to do for a while.\n\n' $i
    i=$((i + 1))
done >long.md
for delay in 5 20 60 150 300; do
    got=0
    "$PDFGEN_TOOLS/interrupted" TERM $delay "$PDFGEN" render long.md -o out/long.pdf || got=$?
    case $got in
    0 | 130 | 143) ;;
    *) fail "after $delay ms: exit code $got" ;;
    esac
    left=$(ls -A out)
    [ -z "$left" ] || [ "$left" = long.pdf ] || fail "left behind after $delay ms: $left"
    [ -z "$left" ] || is_pdf out/long.pdf
    rm -f out/long.pdf
done
exit $status

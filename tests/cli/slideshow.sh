# Decks that are shown: the way slides change, and full screen; pages of notes have neither.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
command -v mutool >/dev/null || exit 77

deck() { # FIELDS
    printf -- '---\nformat: deck\n%s---\n# A title\n\n---\n\n## A slide\n\nWords.\n' "$1" >deck.md
}

# shows PATTERN COUNT: lines of the PDF's objects.
shows() {
    n=$(mutool show deck.pdf grep | grep -c -e "$1" || true)
    [ "$n" = "$2" ] || fail "$1: $n objects, not $2"
}

deck 'transition: fade
full_screen: true
'
run 0 render deck.md --strict -o deck.pdf
shows '/Trans<</S/Fade/D .5>>' 2
shows '/PageMode/FullScreen' 1
run 0 render deck.md --notes -o deck.pdf
shows /Trans 0
shows /FullScreen 0

for transition in dissolve push cover wipe; do
    deck "transition: $transition
"
    run 0 render deck.md --strict -o deck.pdf
    shows /Trans 2
    shows /FullScreen 0
done
deck ''
run 0 render deck.md --strict -o deck.pdf
shows /Trans 0

deck 'transition: fed
'
run 0 render deck.md -o deck.pdf
told warning front-matter deck.md:3:13
hinted fade
deck 'full_screen: sometimes
'
run 0 render deck.md -o deck.pdf
told warning front-matter deck.md:3:14

# A report is no slides.
printf -- '---\ntransition: fade\n---\n# A\n' >report.md
run 0 render report.md --strict -o deck.pdf
shows /Trans 0
exit $status

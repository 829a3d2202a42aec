# Decks are read from the back of the room: in every theme and for every partner of the demo, no text
# of a slide is below 14 pt, a title has two lines at most and is a sentence, and the slides that the
# board's framework asks for are there, each with what the speaker says.
. "$(dirname "$0")/common"
demo=$PDFGEN_SOURCE_DIR/examples/demo
decks=$(grep -l '^format: deck' "$PDFGEN_SOURCE_DIR"/templates/*.md | sed 's|.*/||; s|\.md$||')
themes=$(cd "$PDFGEN_SOURCE_DIR/themes" && ls ./*.yaml | sed 's|.*/||; s|\.yaml$||')
partners=$(cd "$demo/partners" && ls ./*.yaml | sed 's|.*/||; s|\.yaml$||')

# A line of a trace: text FAMILY WEIGHT SIZE at X,Y width W COLOUR TAG "WORDS". Several runs may make
# one line; they share its baseline.
cat >slides.awk <<'END'
function title_ends() {
    if (title_lines > 2) {
        printf "%s: slide %d has a title of %d lines: %s\n", what, page, title_lines, title
        is_wrong = 1
    }
    if (page > 1 && title !~ /[.?!]$/) {
        printf "%s: the title of slide %d is no sentence: \"%s\"\n", what, page, title
        is_wrong = 1
    }
    title = title_tag = ""
    title_lines = 0
}
/^page / {
    if (page) {
        title_ends()
    }
    page = $2
}
/^(text|outline text) / {
    match($0, / at -?[0-9.]+,-?[0-9.]+ /)
    n = split(substr($0, 1, RSTART - 1), before, " ")
    split(substr($0, RSTART + 4, RLENGTH - 5), place, ",")
    n_texts++
    if (before[n] < 14) {
        printf "%s: slide %d has text of %s pt: %s\n", what, page, before[n], $0
        is_wrong = 1
    }
    if (match($0, / H[1-6]:[0-9]+ "/) && (title_tag == "" || substr($0, RSTART, RLENGTH) == title_tag)) {
        title_tag = substr($0, RSTART, RLENGTH)
        words = $0
        sub(/^[^"]*"/, "", words)
        sub(/"$/, "", words)
        title = title (title == "" ? "" : " ") words
        title_lines += place[2] != title_y
        title_y = place[2]
    }
}
END {
    title_ends()
    if (n_texts < 20) {
        printf "%s: only %d texts\n", what, n_texts
        is_wrong = 1
    }
    exit is_wrong
}
END

# readable DECK THEME PARTNER
readable() {
    run 0 "$1" --workspace "$demo" ${3:+--partner "$3"} --theme "$2" --format trace -o deck.txt
    [ ! -s err ] || fail "$1 $2 $3: $(cat err)"
    awk -v what="$1 $2 $3" -f slides.awk deck.txt || status=1
}

[ "$decks" = "board-deck
qbr-deck" ] || fail "there is another deck; is it about a partner? $decks"
for theme in $themes; do
    readable board-deck "$theme" ""
    for partner in $partners; do
        readable qbr-deck "$theme" "$partner"
    done
done

# The framework: summary, context, performance against plan, partner health, road map, the ask.
run 0 board-deck --workspace "$demo" -o board.pdf
[ "$(pdfinfo board.pdf | sed -n 's/^Pages: *//p')" = 7 ] || fail "the board's deck is no title and six slides"
while read -r slide words; do
    pdftotext -layout -f "$slide" -l "$slide" board.pdf - | grep -q "$words" ||
        fail "slide $slide of the board's deck does not say \"$words\""
done <<'END'
2 Are we winning?
2 What changed?
2 What do we need?
3 Booked by partner
4 Difference to
5 Every partner by tier and health
6 Decisions
7 Decision today:
END
run 0 board-deck --workspace "$demo" --notes -o notes.pdf
for slide in 1 2 3 4 5 6 7; do
    words=$(pdftotext -f "$slide" -l "$slide" notes.pdf - | wc -w)
    slide_words=$(pdftotext -f "$slide" -l "$slide" board.pdf - | wc -w)
    [ "$words" -gt $((slide_words + 8)) ] || fail "slide $slide has no notes: $words words, $slide_words on the slide"
done
# A heading of the notes stands beside what it leads, and is read before it.
pdftotext -layout -f 2 -l 2 notes.pdf - | grep -q "^ *Say first  *The program" ||
    fail "the notes have no labels: $(pdftotext -layout -f 2 -l 2 notes.pdf -)"
pdftotext -f 2 -l 2 notes.pdf - | tr '\n' ' ' | grep -q "Say first *The program" ||
    fail "a label is not read before what it leads"

# A banner for a logo is no rule across the cover.
mkdir ws
printf 'company: {name: Northwind}\nbrand: _brand.yml\n' >ws/pdfgen.yaml
printf 'logo: wide.svg\n' >ws/_brand.yml
printf '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="40"><rect width="3000" height="40" fill="#0B5FA5"/></svg>' >ws/wide.svg
printf -- '---\nformat: deck\ntheme: editorial\n---\n# Plan\n\nFor 2027\n' >ws/plan.md
printf -- '\n---\n\n# One\n' >>ws/plan.md
run 0 render ws/plan.md --workspace ws --format trace -o plan.txt
grep -q '^image .* 397.4[0-9]* x' plan.txt || grep '^image' plan.txt | grep -q ' at 48,[0-9.]* 397' ||
    fail "the logo is not half as wide as the cover: $(grep -i -E '^(image|vector)' plan.txt)"
# What opens a section is of the brand's colour, but where the theme sets it on paper.
printf 'color: {primary: "#7A1F5C"}\n' >ws/_brand.yml
for theme in quiet boardroom midnight editorial; do
    run 0 render ws/plan.md --workspace ws --theme $theme --format trace -o plan.txt
    ground=$(awk '/^page 2/ { is_there = 1 } is_there && /^rect 0,0 960 x 540/ { print $(NF - 1); exit }' plan.txt)
    wanted='#7A1F5C'
    [ $theme != editorial ] || wanted='#EFEBE3'
    [ "$ground" = "$wanted" ] || fail "a section of $theme stands on $ground"
done
exit $status

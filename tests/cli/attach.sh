# --attach and --attach-data: files inside the PDF come out as they went in, under names that no
# reader trips over; what is wrong is told, and nothing is written then.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace w

# saved FILE.pdf NAME WANTED: the attachment's bytes are those of the file
saved() {
    command -v pdfdetach >/dev/null || return 0
    number=$(pdfdetach -enc UTF-8 -list "$1" | awk -v name="$2" '{ n = $1; sub(/^[0-9]*: /, "") } $0 == name { print n + 0 }')
    if ! pdfdetach -save "${number:-0}" -o "$place/saved" "$1" >"$place/said" 2>&1 || ! cmp -s "$place/saved" "$3"; then
        fail "$1: \"$2\" does not come out as $3"
        cat "$place/said"
    fi
    rm -f "$place/saved"
}
sound() { # FILE.pdf
    if command -v qpdf >/dev/null && ! qpdf --check "$1" >"$place/said" 2>&1; then
        fail "qpdf --check $1:"
        cat "$place/said"
    fi
}

printf '# Title\n\nWords.\n' >plain.md
printf 'Terms of the offer\n' >terms.txt
printf 'a,b\n1,2\n' >'figures é.csv'
: >empty.txt
run 0 render plain.md -o one.pdf --attach terms.txt --attach 'figures é.csv=Figures of the quarter' --attach empty.txt
[ ! -s "$place/err" ] || fail "ordinary names are complained of"
run 0 render plain.md -o two.pdf --attach terms.txt --attach 'figures é.csv=Figures of the quarter' --attach empty.txt
cmp -s one.pdf two.pdf || fail "two runs differ"
sound one.pdf
saved one.pdf terms.txt terms.txt
saved one.pdf 'figures é.csv' 'figures é.csv'
saved one.pdf empty.txt empty.txt
grep -qa '<pdfaid:part>3<' one.pdf || fail "no claim of PDF/A-3"
run 0 render plain.md -o none.pdf
grep -qa '<pdfaid:part>2<' none.pdf || fail "no claim of PDF/A-2 without attachments"

# A file's own name may hold the sign that a description stands behind.
printf 'odd\n' >'a=b.txt'
run 0 render plain.md -o odd.pdf --attach 'a=b.txt'
saved odd.pdf 'a=b.txt' 'a=b.txt'

# A description of any bytes.
run 0 render plain.md -o described.pdf --attach "terms.txt=$(printf 'cut \377\342\200 \033[31m\nend')"
sound described.pdf
run 0 inspect described.pdf
! grep -q "$(printf '\033')" "$place/out" || fail "a description steers the terminal"

# Hostile names: controls, backslashes, colons, a mark that turns the direction, dots, great length.
long=$(printf '%0230d' 0).txt
turned=$(printf 'offer\342\200\256fdp.exe')
lines=$(printf 'first\nsecond\\third:fourth.txt')
damaged=$(printf 'bytes\377.txt')
for name in "$long" "$turned" "$lines" "$damaged" '...'; do
    mkdir -p names
    [ "$name" = '...' ] || printf 'x' >"names/$name"
done
printf 'x' >'names/....txt '
run 0 render plain.md -o hostile.pdf --attach "names/$long" --attach "names/$turned" --attach "names/$lines" --attach "names/$damaged" --attach 'names/....txt '
sound hostile.pdf
told warning attachment-name
[ "$(grep -c '\[attachment-name\]' "$place/err")" = 5 ] || fail "not every changed name is told"
saved hostile.pdf 'offer_fdp.exe' "names/$turned"
saved hostile.pdf 'first_second_third_fourth.txt' "names/$lines"
saved hostile.pdf 'bytes_.txt' "names/$damaged"
saved hostile.pdf txt 'names/....txt '
run 1 render plain.md -o strict.pdf --strict --attach "names/$turned"

# Two of one name, in any case of letters.
mkdir -p other
printf 'other\n' >other/Terms.txt
run 0 render plain.md -o same.pdf --attach terms.txt --attach other/Terms.txt
saved same.pdf terms.txt terms.txt
saved same.pdf 'Terms (2).txt' other/Terms.txt

# The values and the charts' data.
cat >w/templates/chart.md <<'END'
---
title: "Chart for {{partner.name}}"
---

# Sales

```chart
type: column
title: "Sales, by \"quarter\""
data: rows
x: label
y: amount
```
END
cat >rows.yaml <<'END'
rows:
  - {label: "Q1, early", amount: 10.50, secret: 7}
  - {label: Q2, amount: 20}
unused: [1, 2]
END
run 0 chart --partner acme --workspace w --data rows.yaml --attach-data --attach terms.txt -o chart.pdf
run 0 chart --partner acme --workspace w --data rows.yaml --attach-data --attach terms.txt -o again.pdf
cmp -s chart.pdf again.pdf || fail "two runs with data differ"
sound chart.pdf
printf 'label,amount\r\n"Q1, early",10.50\r\nQ2,20\r\n' >wanted.csv
saved chart.pdf chart-1.csv wanted.csv
saved chart.pdf terms.txt terms.txt
if command -v pdfdetach >/dev/null; then
    pdfdetach -savefile data.json -o data.json chart.pdf >/dev/null
    grep -q '"document": "chart"' data.json || fail "data.json without its document"
    grep -q '"amount": 10.50' data.json || fail "data.json without the values as they were written"
    ! grep -q '"unused"' data.json || fail "data.json has what the template cannot ask for"
    ! grep -qF "$place" data.json || fail "data.json names a folder of this machine"
fi

# Refused: nothing is written.
mkdir empty
cp plain.md terms.txt empty
cd empty
refuse 1 render plain.md --attach missing.txt
told error file-missing missing.txt
refuse 3 render plain.md --attach .
refuse 2 render plain.md --attach
refuse 2 render plain.md --format trace --attach terms.txt
refuse 2 render plain.md --format trace --attach-data
hinted --attach-data
refuse 2 list --attach terms.txt
cd ..
set -- render plain.md -o many.pdf
i=0
while [ $i -lt 100 ]; do
    set -- "$@" --attach terms.txt
    i=$((i + 1))
done
run 0 "$@" -q
run 2 "$@" -q --attach terms.txt
told error usage-option

# 30 MB go in and come out; past the limit of all together it is an error.
head -c 31457280 /dev/zero | tr '\0' 'z' >large.bin
run 0 render plain.md -o large.pdf --attach large.bin
saved large.pdf large.bin large.bin
cp large.bin second.bin
cp large.bin third.bin
rm -f large.pdf
run 1 render plain.md -o large.pdf --attach large.bin --attach second.bin --attach third.bin
told error attachment-limit
[ ! -e large.pdf ] || fail "something was written past the limit"
exit $status

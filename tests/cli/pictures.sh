# Pages as pictures: PNG and SVG of chosen pages, thumbnails, and what is refused.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

printf '# One\n\nWords.\n\n:::pagebreak\n\n# Two\n\n:::pagebreak\n\n# Three\n' >three.md

# png_size FILE: "WIDTHxHEIGHT" of its header
png_size() {
    od -An -tu1 -j16 -N8 "$1" | awk '{ printf "%dx%d", ($1 * 256 + $2) * 65536 + $3 * 256 + $4,
                                                      ($5 * 256 + $6) * 65536 + $7 * 256 + $8 }'
}
want() { # WHAT IS WANTED
    [ "$2" = "$3" ] || fail "$1 is $2, not $3"
}

run 0 render three.md --format png --dpi 72
want "the list of files" "$(tr '\n' ' ' <"$place/out")" "three-1.png three-2.png three-3.png "
want "the size at 72 dpi" "$(png_size three-2.png)" 596x842
run 0 render three.md --format png --dpi 72 --pages 2- -o named.png
want "the list of pages 2-" "$(tr '\n' ' ' <"$place/out")" "named-2.png named-3.png "
cmp -s named-3.png three-3.png || fail "the same page is another picture"
run 0 render three.md --format svg --pages 3
want "the one picture" "$(cat "$place/out")" three.svg
grep -q '<svg' three.svg || fail "three.svg is no SVG"
run 0 thumb three.md
want "a thumbnail's width" "$(png_size three.png)" 400x566
run 0 thumb three.md --width 100 --pages 2 -o small.png
want "the width asked for" "$(png_size small.png)" 100x142
run 0 render three.md --format png --pages 1 --json
grep -q '"path": "three.png"' "$place/out" || fail "JSON without the path"
run 0 render three.md --format png --dpi 72 --json
grep -q '"three-2.png"' "$place/out" || fail "JSON without all paths"
run 0 render three.md --format png --pages 1 -o -
[ "$(head -c 4 "$place/out" | tail -c 3)" = PNG ] || fail "no PNG on standard output"

mkdir empty
cp three.md empty
cd empty
refuse 2 render three.md --format jpg
refuse 2 render three.md --pages 1
refuse 2 render three.md --dpi 100
refuse 2 render three.md --format png --dpi 0
refuse 2 render three.md --format png --dpi 1201
refuse 2 render three.md --format png --pages x
refuse 2 render three.md --format png --pages 3-2
refuse 2 render three.md --format png --pages 4
refuse 2 render three.md --format png -o -
exit $status

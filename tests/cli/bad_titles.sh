# Whatever stands in a title or a font file: a sound PDF, or a diagnostic and no file.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

mkdir docs
cd docs

sound() { # FILE
    is_pdf "$1"
    if command -v qpdf >/dev/null; then
        qpdf --check "$1" >"$place/said" 2>&1 || { fail "qpdf --check $1:"; cat "$place/said"; }
    fi
}

# A title of ten thousand bytes, one of controls, one of characters beyond the first plane.
long=$(yes 'A title that does not end, ' | head -n 400 | tr -d '\n')end
printf -- '---\ntitle: "%s"\n---\nWords.\n' "$long" >long.md
printf -- '---\ntitle: "a\\u0007b\\u001b[31m\\u0000c\\u202ed <&> \\"e\\" (f\\\\)"\n---\nWords.\n' >controls.md
printf -- '---\ntitle: "🚀 中文 שלום \\uFFFE"\n---\nWords.\n' >planes.md
printf '# %s\n\nWords.\n' "$long" >heading.md
for name in long controls planes heading; do
    run 0 render $name.md
    sound $name.pdf
done
if command -v pdfinfo >/dev/null; then
    pdfinfo -enc UTF-8 long.pdf | grep -qF "$long" || fail "a long title is cut"
    pdfinfo -enc UTF-8 planes.pdf | grep -q '^Title: *🚀 中文 שלום' || fail "a title loses characters"
    # Both forms of the metadata hold the same.
    pdfinfo -meta controls.pdf | grep -q 'a b \[31m' || { fail "controls in XMP"; pdfinfo -meta controls.pdf; }
fi

# An image of 30,000 pixels, and one that is cut off, each as JPEG.
printf '\377\330\377\300\000\013\010\165\060\165\060\001\001\021\000\377\332\000\010\001\001\000\000\077\000\000\377\331' >large.jpg
printf '![Large](large.jpg)\n' >large.md
refuse 1 render large.md
told error image-large large.md:1:
printf '\377\330\377\340\000\020JFIF' >cut.jpg
printf '![Cut](cut.jpg)\n' >cut.md
refuse 1 render cut.md
told error image-format cut.md:1:

# A workspace's font, cut off and changed.
font=/usr/share/fonts/truetype/vollkorn/Vollkorn-Regular.ttf
if [ -e "$font" ]; then
    workspace ws
    cd ws
    mkdir fonts
    printf 'typography: {base: Vollkorn}\n' >_brand.yml
    sed -i '1i brand: _brand.yml' pdfgen.yaml
    printf 'Words, fi and 12.\n\nשלום\n' >page.md
    bytes=$(wc -c <"$font")
    seed=1
    while [ $seed -le 24 ]; do
        cp "$font" fonts/damaged.ttf
        if [ $((seed % 4)) = 0 ]; then
            head -c $((bytes * seed / 26)) "$font" >fonts/damaged.ttf
        fi
        change=0
        while [ $change -lt $seed ]; do
            # Half of the damage to the directory and the first tables, where it matters.
            range=$bytes
            [ $((change % 2)) = 0 ] || range=2000
            at=$(((seed * 7919 + change * 104729) % range))
            printf '\125' | dd of=fonts/damaged.ttf bs=1 seek=$at conv=notrunc 2>/dev/null
            change=$((change + 1))
        done
        rm -f page.pdf
        got=0
        "$PDFGEN" render page.md -o page.pdf >"$place/out" 2>"$place/err" || got=$?
        case $got in
        0) sound page.pdf ;;
        1 | 3) [ ! -e page.pdf ] || fail "damage $seed: an error and a file" ;;
        *) fail "damage $seed: exit code $got" ;;
        esac
        seed=$((seed + 1))
    done
fi
exit $status

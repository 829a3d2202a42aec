# Images that are not there, are none, lie outside or on the network.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
mkdir docs
cd docs

printf '# A\n\n![Logo](nowhere.png)\n' >missing.md
refuse 1 render missing.md
told error image-missing missing.md:3:
hinted folder
run 0 render missing.md --lenient -o "$place/lenient.pdf"
told warning image-missing missing.md:3:
is_pdf "$place/lenient.pdf"

printf 'This is text.\n' >text.png
printf '# A\n\n![Logo](text.png)\n' >text.md
refuse 1 render text.md
told error image-format text.md:3:

printf '\211PNG\r\n\032\n' >short.png
printf '# A\n\n![Logo](short.png)\n' >short.md
refuse 1 render short.md
told error image-format short.md:3:

cp "$PDFGEN_SOURCE_DIR/examples/demo/logo.png" "$place/outside.png"
printf '# A\n\n![Logo](../outside.png)\n' >outside.md
refuse 1 render outside.md
told error file-outside outside.md:3:
ln -s ../outside.png inside.png
printf '# A\n\n![Logo](inside.png)\n' >link.md
refuse 1 render link.md
told error file-outside link.md:3:

printf '# A\n\n![Logo](https://example.com/logo.png)\n' >network.md
run 0 render network.md
told warning image-missing network.md:3:

cp "$place/outside.png" "my logo.png"
printf '# A\n\n![Logo](my%%20logo.png)\n' >good.md
run 0 render good.md --strict
is_pdf good.pdf

# SVG: shapes alone are no matter of warnings; the rest is told.
printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>' >plain.svg
printf '# A\n\n![Logo](plain.svg) and among words ![Logo](plain.svg)\n' >plain.md
run 0 render plain.md --strict
is_pdf plain.pdf
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>' >outside.svg
printf '![Logo](outside.svg)\n' >refers.md
run 0 render refers.md
told warning image-svg refers.md:1:
hinted inside
printf '<!DOCTYPE a [<!ENTITY b "c">]><svg width="9" height="9">&b;</svg>' >entity.svg
printf '![Logo](entity.svg)\n' >entity.md
refuse 1 render entity.md
told error image-format entity.md:1:
if [ -e "$(dirname "$PDFGEN")/pdfgen_paint_rsvg.so" ]; then
    printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" opacity=".5"/></svg>' >half.svg
    printf '![Logo](half.svg)\n' >half.md
    run 0 render half.md
    told warning image-svg half.md:1:
    hinted paths
    is_pdf half.pdf

    # Words are set in the fonts of the document and no others, whatever the machine has.
    words() { # FILE FAMILY TEXT
        printf '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="5" y="30" font-size="24" font-family="%s">%s</text></svg>' "$2" "$3" >"$1.svg"
        printf '![Words](%s.svg)\n' "$1" >"$1.md"
        run 0 render "$1.md"
        told warning image-svg "$1.md:1:"
    }
    words plain Helvetica Words
    words named Inter Words
    words other Vollkorn Words
    words mono monospace Words
    words none Helvetica ' '
    words hebrew sans-serif 'שלום'
    words armenian sans-serif 'Հայ'
    words references sans-serif '&#x540;&#x561;&#x575;'
    pixels() { # FILE
        pdfimages -png "$1.pdf" "$1-pixels" && cat "$1-pixels"-*.png
    }
    if command -v pdfimages >/dev/null; then
        for name in plain named other mono none hebrew armenian references; do
            pixels $name >$name.pixels
        done
        cmp -s plain.pixels named.pixels || fail "a family that is not there is not the document's"
        for name in other mono none hebrew; do
            cmp -s plain.pixels $name.pixels && fail "$name looks like plain"
        done
        cmp -s none.pixels hebrew.pixels && fail "letters of another script are not there"
        cmp -s armenian.pixels references.pixels || fail "letters look otherwise as references"
    fi
    mkdir "$place/machine"
    cp plain.pdf before.pdf
    printf '<fontconfig><dir>/usr/share/fonts/truetype</dir><alias binding="same"><family>Helvetica</family><prefer><family>Vollkorn</family></prefer></alias></fontconfig>' >"$place/machine/fonts.conf"
    (export FONTCONFIG_FILE="$place/machine/fonts.conf"; run 0 render plain.md)
    cmp -s plain.pdf before.pdf || fail "another machine gives other bytes"
fi
exit $status

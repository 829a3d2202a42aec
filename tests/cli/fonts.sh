# Fonts of a workspace and of its brand are on the page; PartnerOS's colour and logo are in the look.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
serif=/usr/share/fonts/truetype/vollkorn
[ -e "$serif/Vollkorn-Bold.ttf" ] || exit 77
workspace ws
cd ws
printf '# Title\n\nWords, and **bold** ones.\n' >page.md
set_brand() { # TYPOGRAPHY
    printf 'typography: %s\n' "$1" >_brand.yml
}
sed -i '1i brand: _brand.yml' pdfgen.yaml

# A file in fonts/ is what it says it is.
mkdir fonts look
set_brand '{base: Vollkorn, headings: {family: Vollkorn, weight: bold}}'
cp "$serif/Vollkorn-Regular.ttf" "$serif/Vollkorn-Bold.ttf" fonts/
run 0 render page.md --format trace -o -
grep -q '^text Vollkorn 400 .*"Words' "$place/out" || fail "text is not in the workspace's font: $(cat "$place/out")"
grep -q '^text Vollkorn 700 .*"Title"' "$place/out" || fail "the title is not bold: $(cat "$place/out")"

# A brand's own file under a name of its own.
cp "$serif/Vollkorn-Regular.ttf" look/serif.ttf
set_brand '{fonts: [{family: House Serif, source: file, files: [look/serif.ttf]}], base: House Serif}'
run 0 render page.md -o page.pdf
pdffonts page.pdf | grep -q Vollkorn-Regular || fail "the brand's file is not in the PDF: $(pdffonts page.pdf)"

# Without it nothing is made, and what there is instead is said.
set_brand '{base: House Sans}'
refuse 3 render page.md -o other.pdf
told error font-missing _brand.yml:1:20
hinted "Installed are: Vollkorn, "
printf 'no font' >fonts/broken.ttf
refuse 3 render page.md -o other.pdf
told error font-damaged fonts/broken.ttf
rm fonts/broken.ttf

# A variable font has all its weights, in PDFs and in pictures.
variable=/usr/share/fonts/truetype/inter-vf/Inter-roman.var.ttf
if [ -e "$variable" ]; then
    cp "$variable" look/variable.ttf
    set_brand '{fonts: [{family: House, source: file, files: [look/variable.ttf]}], base: House, headings: House}'
    run 0 render page.md -o page.pdf
    [ "$(pdffonts page.pdf | grep -c Inter)" = 2 ] || fail "two weights are two fonts: $(pdffonts page.pdf)"
    run 0 render page.md --format trace -o -
    grep -q '^text House 600 .*"Title"' "$place/out" || fail "no weight of 600: $(cat "$place/out")"
    run 0 render page.md --format png -o page.png
fi

# The name of a brand holds also for text that is not simple, beside the fonts that stand in.
italic=/usr/share/fonts/truetype/inter-vf/Inter-italic.var.ttf
if [ -e "$italic" ]; then
    cp "$italic" look/variable.ttf
    printf 'Words é שלום 日本\n' >mixed.md
    run 0 render mixed.md --format trace -o -
    grep -q '^text House 400 .*"Words' "$place/out" || fail "not in the brand's font: $(cat "$place/out")"
fi

# HarfBuzz reads this one, FreeType does not: text that is not simple needs both.
LC_ALL=C sed '1,/head/s/head/hexd/' "$serif/Vollkorn-Regular.ttf" >look/serif.ttf
set_brand '{fonts: [{family: House Serif, source: file, files: [look/serif.ttf]}], base: House Serif}'
printf 'Words שלום\n\nWords שלום\n' >mixed.md
refuse 3 render mixed.md -o other.pdf
told error font-damaged
[ "$(grep -c "error: .*font-damaged" "$place/err")" = 1 ] || fail "a damaged font is told once: $(cat "$place/err")"

# A file that is damaged is told by its checksums. One byte of the outlines makes HarfBuzz 6's subsetter
# crash: then nothing is made, and the process lives.
if [ -e "$italic" ]; then
    cp "$italic" look/serif.ttf
    printf 'Words fi ffi *it* á é\n' >words.md
    run 0 render words.md -o words.pdf
    [ ! -s "$place/err" ] || fail "a whole font is complained of: $(cat "$place/err")"
    printf '\323' | dd of=look/serif.ttf bs=1 seek=79641 conv=notrunc 2>"$place/log"
    got=0
    "$PDFGEN" render words.md -o words.pdf >"$place/out" 2>"$place/err" || got=$?
    [ "$got" = 0 ] || [ "$got" = 3 ] || fail "a damaged font: exit code $got: $(cat "$place/err")"
    told warning font-damaged look/serif.ttf
    grep -q '"glyf"' "$place/err" || fail "the table is not named: $(cat "$place/err")"
fi

# PartnerOS: the colour and the logo of its configuration are the brand.
cd "$place"
mkdir -p os/partners
cp "$PDFGEN_SOURCE_DIR/examples/demo/logo.png" os/logo.png
printf 'name: Acme\n' >os/partners/acme.yaml
printf "partners: partners/\ndata: customize.yaml\n" >os/pdfgen.yaml
cat >os/customize.yaml <<'END'
company: {name: Northwind}
branding:
  brand_color: "#6366F1"
  logo_url: logo.png
END
printf -- ':::cover\nLead\n\n# Title\n:::\n' >os/cover.md
cd os
run 0 render cover.md --format trace -o -
told warning brand-contrast customize.yaml:3:16
grep -q '^image ' "$place/out" || fail "no logo: $(cat "$place/out")"
grep -q '#0B5FA5' "$place/out" && fail "the theme's colour is still there: $(cat "$place/out")"
exit $status

# What is copied from a page is what was written, in every script: poppler and mupdf read it back. Compared
# without white space, soft hyphens and the marks of direction that pdftotext adds. Arabic is without lam and alef
# side by side: pdftotext turns the two letters of that ligature round.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
command -v pdftotext >/dev/null || exit 77

plain() {
    LC_ALL=C sed -e 's/\xC2\xAD//g' -e 's/\xE2\x80[\x8E\x8F\xAA-\xAE]//g' -e 's/\xE2\x81[\xA6-\xA9]//g' | tr -d ' \t\n\f'
}

# copies NAME TEXT: as a paragraph.
copies() {
    printf -- '---\nheader: {left: "", right: ""}\nfooter: {left: "", right: ""}\nsmart: false\n---\n%s\n' "$2" >copied.md
    "$PDFGEN" render copied.md ${theme:+--theme "$theme"} -o copied.pdf >"$place/out" 2>"$place/err" || fail "$1: $(cat "$place/err")"
    wanted=$(printf '%s' "$2" | plain)
    got=$(pdftotext -raw -enc UTF-8 copied.pdf - | plain)
    [ "$got" = "$wanted" ] || fail "$1: wrote $2, read $got"
    if command -v mutool >/dev/null && [ "${3:-}" != "poppler" ]; then
        # A glyph without a text of its own is a space without width to mupdf.
        got=$(mutool draw -q -F txt -o - copied.pdf 2>"$place/mutool" | plain |
            LC_ALL=C sed 's/\xE2\x80\x8B//g')
        [ "$got" = "$wanted" ] || fail "$1: wrote $2, mupdf read $got"
    fi
}

copies latin 'Größe, naïve, Łódź: “quoted” – 42 %'
copies greek 'Ελληνικά και Русский'
copies arabic 'مرحبا بكم في تقرير شركة نور'
copies hebrew 'שלום עולם וברוכים הבאים'
copies devanagari 'हिन्दी में एक वाक्य, जो काफ़ी लंबा है ताकि पंक्ति टूटे, क्षत्रिय।'
copies thai 'ภาษาไทยเขียนโดยไม่มีช่องว่างระหว่างคำดังนั้นการตัดบรรทัดต้องใช้พจนานุกรม'
copies tamil 'தமிழ் மொழியில் ஒரு வாக்கியம்'
copies emoji 'Go 🚀 ✅ 1️⃣ ⚠️ now'
# mupdf 1.21 turns the second and later characters beyond U+FFFF of an actual text into rubbish.
copies emoji-in-parts 'Go 👩‍💻 🇩🇪 now' poppler
copies ligatures 'office flag waffle, æon, Œuvre'
# mupdf reads the letters of a ligature's own character.
copies ligature-characters 'ﬁne ĳs' poppler
copies code '    a -> b != c >= d === e'
copies superscripts 'x² and H₂O, 5 ½ %, № 7, 10⁻³'
# Broken at a soft hyphen, shown with one, read without.
long=$(printf 'Vertriebs\302\255partner\302\255programm %.0s' 1 2 3 4 5 6 7 8 9 10 11 12)
copies soft-hyphens "$long"
# Letters drawn as small capitals by a feature of the theme's font are the letters that were written.
mkdir -p themes
printf 'extends: quiet\nstyles:\n  body: {family: Vollkorn, size: 10, leading: 14, weight: 400, features: "smcp, c2sc"}\n' >themes/capitals.yaml
printf 'company: {name: A}\n' >pdfgen.yaml
theme=capitals
copies small-capitals 'Small Capitals and CAPITALS, office waffle'
theme=
copies punctuation '«Ja» – „nein“ … · • † ‡ § ¶'
copies vietnamese 'Tiếng Việt có nhiều dấu'
copies cyrillic 'Съешь же ещё этих мягких французских булок'
if [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ]; then
    copies chinese '中文段落不需要空格，标点符号不能出现在行首，“引号”也要注意。'
    copies japanese '当社は2026年第3四半期に、売上高を伸ばしました。'
    copies korean '한국어 문장도 있습니다'
fi
exit $status

# What is copied from a page is what was written, in every script: pdftotext reads it back. Compared
# without white space and the marks of direction that pdftotext adds. Arabic is without lam and alef
# side by side: pdftotext turns the two letters of that ligature round.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
command -v pdftotext >/dev/null || exit 77

plain() {
    LC_ALL=C sed -e 's/\xE2\x80[\x8E\x8F\xAA-\xAE]//g' -e 's/\xE2\x81[\xA6-\xA9]//g' | tr -d ' \t\n\f'
}

# copies NAME TEXT: as a paragraph.
copies() {
    printf -- '---\nheader: {left: "", right: ""}\nfooter: {left: "", right: ""}\nsmart: false\n---\n%s\n' "$2" >copied.md
    "$PDFGEN" render copied.md -o copied.pdf >"$place/out" 2>"$place/err" || fail "$1: $(cat "$place/err")"
    wanted=$(printf '%s' "$2" | plain)
    got=$(pdftotext -raw -enc UTF-8 copied.pdf - | plain)
    [ "$got" = "$wanted" ] || fail "$1: wrote $2, read $got"
}

copies latin 'Größe, naïve, Łódź: “quoted” – 42 %'
copies greek 'Ελληνικά και Русский'
copies arabic 'مرحبا بكم في تقرير شركة نور'
copies hebrew 'שלום עולם וברוכים הבאים'
copies devanagari 'हिन्दी में एक वाक्य, जो काफ़ी लंबा है ताकि पंक्ति टूटे, क्षत्रिय।'
copies thai 'ภาษาไทยเขียนโดยไม่มีช่องว่างระหว่างคำดังนั้นการตัดบรรทัดต้องใช้พจนานุกรม'
copies tamil 'தமிழ் மொழியில் ஒரு வாக்கியம்'
copies emoji 'Go 🚀 ✅ 👩‍💻 🇩🇪 1️⃣ ⚠️ now'
if [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ]; then
    copies chinese '中文段落不需要空格，标点符号不能出现在行首，“引号”也要注意。'
    copies japanese '当社は2026年第3四半期に、売上高を伸ばしました。'
    copies korean '한국어 문장도 있습니다'
fi
exit $status

# --encrypt: AES-256, with passwords from a file, the environment or the terminal and never from the
# command line; what may be done is what --permit says; reading aloud always may.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
printf '# Title\n\nWords.\n' >plain.md
printf 'open me\nI own it\n' >both
printf 'open me\n' >user
unset PDFGEN_PASSWORD PDFGEN_OWNER_PASSWORD 2>/dev/null || true

# shown FILE PASSWORD WORD...: qpdf --show-encryption says each
shown() {
    command -v qpdf >/dev/null || return 0
    file=$1
    qpdf --show-encryption --password="$2" "$file" >"$place/said" 2>&1 || { fail "$file: \"$2\" does not open it"; return 0; }
    qpdf --check --password="$2" "$file" >"$place/checked" 2>&1 || { fail "qpdf --check $file:"; cat "$place/checked"; }
    shift 2
    for word in "$@"; do
        grep -qF "$word" "$place/said" || { fail "$file: not \"$word\" but:"; cat "$place/said"; }
    done
}
closed() { # FILE PASSWORD
    command -v qpdf >/dev/null || return 0
    ! qpdf --check --password="$2" "$1" >/dev/null 2>&1 || fail "$1: \"$2\" opens it"
}

run 0 render plain.md --encrypt --password-file both -o both.pdf
told warning pdf-claim
shown both.pdf 'open me' 'AESv3' 'is user password' 'accessibility: allowed' 'any purpose: not allowed' 'print high resolution: allowed' 'modify annotations: not allowed' 'modify other: not allowed'
shown both.pdf 'I own it' 'is owner password'
closed both.pdf ''
closed both.pdf 'open m'
! grep -qa 'open me\|I own it' both.pdf || fail "a password stands in the file"
run 0 render plain.md --encrypt --password-file user --permit copy,annotate -o user.pdf -q
shown user.pdf 'open me' 'is user password' 'any purpose: allowed' 'print high resolution: not allowed' 'modify annotations: allowed' 'accessibility: allowed'
run 0 render plain.md --encrypt --password-file user --permit none -o none.pdf -q
shown none.pdf 'open me' 'print low resolution: not allowed' 'accessibility: allowed'
run 0 render plain.md --encrypt --password-file user --linearize -o fast.pdf -q
shown fast.pdf 'open me' 'AESv3'
if command -v qpdf >/dev/null; then
    qpdf --check-linearization --password='open me' fast.pdf >"$place/said" 2>&1 || { fail "linearized and encrypted:"; cat "$place/said"; }
fi

# From the environment; an owner alone asks nobody for a password.
PDFGEN_PASSWORD=abc PDFGEN_OWNER_PASSWORD=def "$PDFGEN" render plain.md --encrypt -q -o env.pdf >/dev/null
shown env.pdf abc 'is user password'
shown env.pdf def 'is owner password'
PDFGEN_OWNER_PASSWORD=def "$PDFGEN" render plain.md --encrypt -q -o owner.pdf >/dev/null
shown owner.pdf '' 'is user password' 'modify other: not allowed'
printf 'pass\303\274word\r\n' >umlaut
run 0 render plain.md --encrypt --password-file umlaut -o umlaut.pdf -q
shown umlaut.pdf "$(printf 'pass\303\274word')" 'is user password'

# What it claims: no archive, still accessible. Without encryption it claims both.
if command -v qpdf >/dev/null; then
    qpdf --decrypt --password='open me' user.pdf open.pdf
    ! grep -qa 'pdfaid:part>' open.pdf || fail "an encrypted file claims to be PDF/A"
    grep -qa '<pdfuaid:part>1<' open.pdf || fail "an encrypted file does not claim to be PDF/UA"
fi

# The keys are new each time, and so is an owner's password that nobody gave.
run 0 render plain.md --encrypt --password-file user -o again.pdf -q
! cmp -s user.pdf again.pdf || fail "two encrypted files are the same"

# inspect opens it with the password.
run 1 inspect both.pdf
told error pdf-encrypted
run 1 inspect both.pdf --password-file user.pdf || true
printf 'wrong\n' >wrong
run 1 inspect both.pdf --password-file wrong
told error pdf-encrypted
hinted --password-file
run 0 inspect both.pdf --password-file user
grep -q 'encrypted' "$place/out" || fail "inspect does not say that it is encrypted"

mkdir empty
cp plain.md empty
cd empty
: >nothing
printf '\n\n' >blank
printf 'same\nsame\n' >same
printf 'tab\there\n' >control
printf '%0128d\n' 0 >long
for file in nothing blank same control long; do
    refuse 2 render plain.md --encrypt --password-file $file
    told error password
done
refuse 1 render plain.md --encrypt --password-file missing
refuse 2 render plain.md --encrypt=secret
refuse 2 render plain.md --encrypt --permit everything --password-file same
refuse 2 render plain.md --permit print
refuse 2 render plain.md --password-file same
refuse 2 render plain.md --encrypt --password-file control --format trace
# No terminal to ask on.
if command -v setsid >/dev/null; then
    got=0
    setsid -w "$PDFGEN" render plain.md --encrypt </dev/null >/dev/null 2>"$place/err" || got=$?
    [ $got = 2 ] || fail "without a terminal: exit code $got"
    told error password
fi
cd ..

# No option takes a password.
run 0 help markdown
! grep -q -- '--[a-z-]*password\( \|=\)[A-Z]*PASSWORD\|--password ' "$place/out" || fail "an option takes a password"

# On a terminal it is asked for twice, and what is typed is not shown.

# shows WORD: waits until the terminal does
shows() {
    n=0
    until grep -q "$1" "$place/terminal" 2>/dev/null || [ $n = 200 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    sleep 0.1
}
# typing FIRST SECOND COMMAND: what a person types at each prompt
typing() {
    rm -f "$place/terminal"
    : >"$place/terminal"
    ( shows 'Password of'; printf '%b' "$1"; shows 'Once more\|code'; printf '%b' "$2"; sleep 0.5 ) |
        script -qefc "$3" /dev/null >"$place/terminal" 2>&1 || true
}
if command -v script >/dev/null && script --version 2>/dev/null | grep -q util-linux &&
    script -qec true /dev/null >/dev/null 2>&1; then # no /dev/pts, no terminal
    typing 'typed\n' 'typed\n' "$PDFGEN render plain.md --encrypt -q -o typed.pdf"
    ! grep -q 'typed$' "$place/terminal" || fail "the password is shown"
    shown typed.pdf typed 'is user password'
    typing 'typed\n' 'other\n' "$PDFGEN render plain.md --encrypt -q -o differ.pdf"
    [ ! -e differ.pdf ] || fail "two passwords that differ are taken"
    grep -q '\[password\]' "$place/terminal" || fail "two passwords that differ are not told"
    # Interrupted at the prompt, the terminal shows again what is typed.
    printf 'trap : INT\n"%s" render plain.md --encrypt -q -o stopped.pdf\necho "code $?"\nstty -a\n' "$PDFGEN" >stop.sh
    typing 'ab\003' '' "sh stop.sh"
    grep -q 'code 130' "$place/terminal" || fail "interrupted at the prompt: $(cat "$place/terminal")"
    grep -q '[^-]echo[^a-z]' "$place/terminal" || fail "the terminal stays silent"
fi
exit $status

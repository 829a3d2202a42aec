# Each rule, run over a small tree with one offence a rule, must find it and nothing else; and the
# same words in a comment or in quotes are no offence.
set -eu
lint=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/pipeline/parse" "$tree/tests" "$tree/scripts" "$tree/cmake" "$tree/.ci" \
    "$tree/templates" "$tree/themes"
failures=0

# offence RULE FILE WANTED-LINE: the C text on standard input is put into FILE.
offence() {
    cat >"$tree/$2"
    if PDFGEN_SOURCE_DIR=$tree sh "$lint/$1.sh" >"$tree/got" 2>&1; then
        echo "$1 does not find the offence in $2"
        failures=$((failures + 1))
    elif [ "$(cut -d: -f1,2 "$tree/got")" != "$2:$3" ] && [ "$(cut -d: -f1,2 "$tree/got")" != "./$2:$3" ]; then
        echo "$1 finds something else than $2:$3:"
        cat "$tree/got"
        failures=$((failures + 1))
    fi
    rm -f "$tree/$2" "$tree/got"
}

offence banned_functions pipeline/parse/a.c 3 <<'END'
/* strcpy(a, b) in a comment */
const char *text = "strcpy(a, b) \" in quotes";
void f(char *a) { double x = strtod(a, 0); }
END
offence float_formats pipeline/parse/a.c 3 <<'END'
void f(GString *s, double x) {
    g_ascii_formatd(buf, sizeof buf, "%.2f", x);
    g_string_append_printf(s, "100 %% %.2f", x);
}
END
offence prints pipeline/parse/a.c 2 <<'END'
/* printf("x") is for main.c */
void f(void) { printf("x"); }
END
offence surroundings pipeline/parse/a.c 1 <<'END'
time_t f(void) { return time(NULL); }
END
offence sizes pipeline/parse/a.c 1 <<'END'
bool f(int a, int b, int c, int d, int e,
       int g, int h, int i) {
    return a;
}
END
{
    echo 'void f(void) {'
    awk 'BEGIN { for (i = 0; i < 100; i++) print "    x();" }'
    echo '}'
} | offence sizes pipeline/parse/a.c 1
awk 'BEGIN { for (i = 0; i < 1001; i++) print "int x" i ";" }' | offence sizes pipeline/parse/a.c 1001
offence foreign_libraries pipeline/parse/a.c 2 <<'END'
#include <md4c.h>
#include <yaml.h>
END
printf '/* TO''DO: later */\n' | offence todo pipeline/parse/a.c 1
printf '# /hom''e/somebody\n' | offence machine_paths scripts/a 1
if command -v clang-format >/dev/null 2>&1 && clang-format --version | grep -q ' version 14\.'; then
    cp "${PDFGEN_SOURCE_DIR:?}/.clang-format" "$tree"
    printf 'int  x ;\n' | offence format pipeline/parse/a.c 1
fi

exit "$failures"

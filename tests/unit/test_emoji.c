#include "emoji.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

/* @wanted: the emoji of the text, each in brackets. */
struct row {
    const char *text, *wanted;
};

static const struct row rows[] = {
    {"plain (c) 2026 #1 * a", "plain (c) 2026 #1 * a"},
    {"a🚀b", "a[🚀]b"},
    {"✅ done ✓", "[✅] done ✓"},                   /* a picture by default; a sign */
    {"⚠ ⚠️ ⚠︎", "⚠ [⚠️] ⚠︎"}, /* by a selector only */
    {"©️ © ™️", "[©️] © [™️]"},
    {"👍🏽👍", "[👍🏽][👍]"},
    {"🇩🇪🇫🇷🇩", "[🇩🇪][🇫🇷]🇩"},
    {"👩‍💻👩‍❤️‍👩", "[👩‍💻][👩‍❤️‍👩]"},
    {"1️⃣ 2⃣ 3", "[1️⃣] [2⃣] 3"},
    {"🏴󠁧󠁢󠁳󠁣󠁴󠁿!", "[🏴󠁧󠁢󠁳󠁣󠁴󠁿]!"},
    {"→ • … “x” 漢字 →️", "→ • … “x” 漢字 →️"},
};

static void test_find(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) got = g_string_new(NULL);
        struct str text = str_from(rows[i].text);
        size_t n;
        for (size_t at = 0, next; at < text.n; at = next + n) {
            next = emoji_find(text, at, &n);
            g_string_append_len(got, text.p + at, (gssize)(next - at));
            if (n > 0) {
                g_string_append_printf(got, "[%.*s]", (int)n, text.p + next);
            }
        }
        assert_string_equal(got->str, rows[i].wanted);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/emoji/what is a picture", test_find, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

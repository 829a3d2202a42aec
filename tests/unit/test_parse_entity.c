/*
 * Character references of HTML, named and numeric.
 */
#include "parse_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_decode(void **state) {
    (void)state;
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"a &amp; b &lt;c&gt; &quot;", "a & b <c> \""},
        {"&AElig;&zwnj;&nbsp;", "\xC3\x86\xE2\x80\x8C\xC2\xA0"},
        {"&NotEqualTilde;", "\xE2\x89\x82\xCC\xB8"},
        {"&CounterClockwiseContourIntegral;", "\xE2\x88\xB3"},
        {"&#35; &#x41; &#X1F600;", "# A \xF0\x9F\x98\x80"},
        {"&#0; &#xD800; &#x110000; &#99999999999;",
         "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD"},
        {"&nope; &amp &; &#; &#x; &#xg; &#12a;", "&nope; &amp &; &#; &#x; &#xg; &#12a;"},
        {"&", "&"},
        {"", ""},
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct str got = entity_decode(arena, str_from(rows[i].text));
        assert_string_equal(str_cstr(arena, got), rows[i].wanted);
    }
}

/* The table is searched by halves: every name must be found where the order says. */
static void test_order(void **state) {
    (void)state;
    static const char *const names[] = {
#define E(name, first, second) #name
#include "entity_table.h"
#undef E
    };
    g_autoptr(Arena) arena = arena_new();
    assert_int_equal(G_N_ELEMENTS(names), 2125);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct str text = str_from(arena_printf(arena, "&%s;", names[i]));
        assert_false(str_eq(entity_decode(arena, text), text));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/entity/named and numeric ones become characters", test_decode, NULL, NULL, NULL},
        {"/parse/entity/all of HTML's names are known", test_order, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

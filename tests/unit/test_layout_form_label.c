/*
 * Names of fields, made of their labels.
 */
#include "layout_priv.h"

#include "layout_form_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *label;
    bool is_before;
    const char *name;
} names[] = {
    {"Name", true, "name"},
    {"Full name (as in the register)", true, "full-name-as-in-the-register"},
    {"Partner's e-mail", true, "partners-e-mail"},
    {"a.b.c", true, "a-b-c"}, /* a point parts the levels of a name */
    {"  --Name--  ", true, "name"},
    {"Straße №5", true, "straße-5"},
    {"会社名", true, "会社名"},
    {"الاسم الكامل", false, "الاسم-الكامل"},
    {"one two three four five six seven", true, "two-three-four-five-six-seven"},
    {"one two three four five six seven", false, "one-two-three-four-five-six"},
    {"…", true, "field"},
    {"", false, "field"},
};

static void test_names(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *name = form_name(arena, str_from(names[i].label), names[i].is_before);
        assert_string_equal(name, names[i].name);
    }
}

/* Words that are cut end at a word, or in a long word at a character. */
static void test_long_names(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    static const char *const units[] = {"x", "ß", "名", "word ", "longer-word "};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        for (int is_before = 0; is_before < 2; is_before++) {
            g_autoptr(GString) label = g_string_new("a");
            while (label->len < 10240) {
                g_string_append(label, units[i]);
            }
            const char *name = form_name(arena, str_from_gstring(arena, label), is_before);
            assert_in_range(strlen(name), 20, 64);
            assert_true(g_utf8_validate(name, -1, NULL));
            assert_true(name[0] != '-' && name[strlen(name) - 1] != '-');
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/form/a name has letters, digits and hyphens", test_names, NULL, NULL, NULL},
        {"/layout/form/a long label makes a short name", test_long_names, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

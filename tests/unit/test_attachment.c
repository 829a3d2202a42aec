#include "attachment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct name_case {
    const char *path, *wanted;
};

static const struct name_case names[] = {
    {"plan.pdf", "plan.pdf"},
    {"/a/folder/plan.pdf", "plan.pdf"},
    {"Pr\xC3\xA4mie \xE6\xBC\xA2.pdf", "Pr\xC3\xA4mie \xE6\xBC\xA2.pdf"},
    {"C:\\plan.pdf", "C__plan.pdf"},
    {"a\nb\x1B[31mc\x7F.txt", "a_b_[31mc_.txt"},
    {"a:b*c?d\"e<f>g|h.txt", "a_b_c_d_e_f_g_h.txt"},
    {"offer\xE2\x80\xAE"
     "fdp.exe",
     "offer_fdp.exe"}, /* right to left from here */
    {"zero\xE2\x80\x8Bwidth", "zero_width"},
    {"line\xE2\x80\xA8separator", "line_separator"},
    {"byte\xFF.txt", "byte_.txt"},
    {"cut\xE6\xBC", "cut__"},
    {"...", "attachment"},
    {"", "attachment"},
    {"/", "attachment"},
    {"..hidden.txt ..", "hidden.txt"},
    {"a=b.txt", "a=b.txt"},
};

static void a_name_is_cleaned(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        char *name = attachment_name(arena, names[i].path);
        assert_string_equal(name, names[i].wanted);
        assert_string_equal(attachment_name(arena, name), name);
    }
}

static void a_long_name_keeps_its_extension(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) path = g_string_new(NULL);
    for (int i = 0; i < 150; i++) {
        g_string_append(path, "\xE6\xBC\xA2");
    }
    g_string_append(path, ".xlsx");
    const char *name = attachment_name(arena, path->str);
    assert_true(strlen(name) <= ATTACHMENT_NAME_BYTES_MAX);
    assert_true(strlen(name) > ATTACHMENT_NAME_BYTES_MAX - 4);
    assert_true(g_utf8_validate(name, -1, NULL));
    assert_true(g_str_has_suffix(name, ".xlsx"));
    g_string_assign(path, "a.");
    for (int i = 0; i < 300; i++) {
        g_string_append_c(path, 'x');
    }
    assert_int_equal(strlen(attachment_name(arena, path->str)), ATTACHMENT_NAME_BYTES_MAX);
}

static void the_extension_says_the_kind(void **state) {
    (void)state;
    assert_string_equal(attachment_mime("a.csv"), "text/csv");
    assert_string_equal(attachment_mime("a.b.PDF"), "application/pdf");
    assert_string_equal(attachment_mime("archive.tar"), "application/octet-stream");
    assert_string_equal(attachment_mime("none"), "application/octet-stream");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/attachment/a name is cleaned", a_name_is_cleaned, NULL, NULL, NULL},
        {"/attachment/a long name keeps its extension", a_long_name_keeps_its_extension, NULL, NULL,
         NULL},
        {"/attachment/the extension says the kind", the_extension_says_the_kind, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* --- one address ------------------------------------------------------------------------------ */

struct address_row {
    const char *text;
    const char *name, *address; /* NULL: refused */
    enum diag_code code;
};

static const struct address_row addresses[] = {
    {"a@b.example", "", "a@b.example", 0},
    {"  a@b.example ", "", "a@b.example", 0},
    {"Ana Ruiz <ana.ruiz@b.example>", "Ana Ruiz", "ana.ruiz@b.example", 0},
    {"\"Ruiz, Ana\" <ana@b.example>", "Ruiz, Ana", "ana@b.example", 0},
    {"\"A \\\"B\\\" C\" <a@b.example>", "A \"B\" C", "a@b.example", 0},
    {"M\303\274ller <m@b\303\274cher.example>", "M\303\274ller", "m@xn--bcher-kva.example", 0},
    {"o'neil+qbr@b-c.example", "", "o'neil+qbr@b-c.example", 0},
    {"", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"nobody", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"@b.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a@", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a@b", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a@b..example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a@-b.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {".a@b.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a.@b.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a..b@b.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a b@b.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a@b@c.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a@[127.0.0.1]", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"\303\251@b.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"Name a@b.example>", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"Name <a@b.example> Bcc: c@d.example", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"<a@b.example>,<c@d.example>", NULL, NULL, DIAG_EMAIL_ADDRESS},
    {"a@b.example\r\nBcc: c@d.example", NULL, NULL, DIAG_EMAIL_HEADER},
    {"a@b.example\n", NULL, NULL, DIAG_EMAIL_HEADER},
    {"Name\rBcc: c@d.example <a@b.example>", NULL, NULL, DIAG_EMAIL_HEADER},
    {"Na\302\205me <a@b.example>", NULL, NULL, DIAG_EMAIL_HEADER},
    {"Na\342\200\250me <a@b.example>", NULL, NULL, DIAG_EMAIL_HEADER},
};

static void test_addresses(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        const struct address_row *row = &addresses[i];
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct mailbox mailbox = {0};
        bool is_read =
            mailbox_parse(arena, str_from(row->text), (struct span){0}, &diags, &mailbox);
        if (is_read != (row->address != NULL)) {
            print_error("%s: %s\n", row->text, is_read ? "accepted" : "refused");
        }
        assert_int_equal(is_read, row->address != NULL);
        if (is_read) {
            assert_string_equal(mailbox.name, row->name);
            assert_string_equal(mailbox.address, row->address);
            assert_int_equal(diags.n, 0);
        } else {
            assert_int_equal(diags.n, 1);
            assert_int_equal(diags.items[0].code, row->code);
            assert_non_null(diags.items[0].hint);
        }
        diags_clear(&diags);
    }
}

static void test_long_address(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct mailbox mailbox;
    g_autofree char *local = g_strnfill(65, 'a');
    g_autofree char *label = g_strnfill(63, 'b');
    g_autofree char *many = g_strdup_printf("a@%s.%s.%s.%s.example", label, label, label, label);
    g_autofree char *both = g_strdup_printf("%s@b.example", local);
    assert_false(mailbox_parse(arena, str_from(both), (struct span){0}, &diags, &mailbox));
    assert_false(mailbox_parse(arena, str_from(many), (struct span){0}, &diags, &mailbox));
    assert_int_equal(diags.n, 2);
    diags_clear(&diags);
    g_autofree char *just = g_strdup_printf("%.64s@%s.example", local, label);
    assert_true(mailbox_parse(arena, str_from(just), (struct span){0}, &diags, &mailbox));
}

/* --- several ---------------------------------------------------------------------------------- */

static void test_lists(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t n; /* 0: refused */
    } rows[] = {
        {"a@b.example", 1},
        {"a@b.example, C <c@d.example>", 2},
        {"\"One, Two\" <a@b.example>,c@d.example", 2},
        {"a@b.example,", 0},
        {",a@b.example", 0},
        {"a@b.example,,c@d.example", 0},
        {"a@b.example, nobody", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct mailbox *list = NULL;
        size_t n = 0;
        bool is_read =
            mailbox_parse_list(arena, str_from(rows[i].text), (struct span){0}, &diags, &list, &n);
        assert_int_equal(is_read, rows[i].n > 0);
        assert_int_equal(n, rows[i].n);
        diags_clear(&diags);
    }
}

static void test_too_many(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) text = g_string_new("a@b.example");
    struct diags diags = {0};
    struct mailbox *list = NULL;
    size_t n = 0;
    for (int i = 0; i < MAIL_ADDRESSES_MAX; i++) {
        g_string_append(text, ",a@b.example");
    }
    assert_false(
        mailbox_parse_list(arena, str_from(text->str), (struct span){0}, &diags, &list, &n));
    assert_int_equal(diags.items[0].code, DIAG_EMAIL_ADDRESS);
    diags_clear(&diags);
    g_string_truncate(text, text->len - strlen(",a@b.example"));
    assert_true(
        mailbox_parse_list(arena, str_from(text->str), (struct span){0}, &diags, &list, &n));
    assert_int_equal(n, MAIL_ADDRESSES_MAX);
}

/* --- names of files --------------------------------------------------------------------------- */

static void test_file_names(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"Monthly report, Acme, October 2026", "Monthly report, Acme, October 2026.pdf"},
        {"a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j.pdf"},
        {"Line\r\nX-Evil: 1", "Line X-Evil 1.pdf"},
        {"...", "document.pdf"},
        {"", "document.pdf"},
        {"../../etc/passwd", "etc passwd.pdf"},
        {"ends with a dot. ", "ends with a dot.pdf"},
        {"B\303\274ro \342\200\256fdp", "B\303\274ro fdp.pdf"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        const char *name = mail_file_name(arena, str_from(rows[i][0]), ".pdf");
        assert_string_equal(name, rows[i][1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/mail/address/what is an address, and what is none", test_addresses, NULL, NULL, NULL},
        {"/mail/address/lengths have limits", test_long_address, NULL, NULL, NULL},
        {"/mail/address/a list has commas between", test_lists, NULL, NULL, NULL},
        {"/mail/address/a list has a limit", test_too_many, NULL, NULL, NULL},
        {"/mail/file name/every system can save it", test_file_names, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void fill(struct diags *diags) {
    diag_error(diags, (struct span){0}, DIAG_DATA_NUMBER, "one");
    diag_hint(diags, "Write 1.");
    diag_warning(diags, (struct span){0}, DIAG_DATA_FIELD, "two");
}

static void expect_counts(const struct diags *diags, size_t n, size_t errors, size_t warnings) {
    assert_int_equal(diags->n, n);
    assert_int_equal(diags->n_errors, errors);
    assert_int_equal(diags->n_warnings, warnings);
}

static void what_is_taken_is_moved(void **state) {
    (void)state;
    struct diags from = {0}, to = {0};
    fill(&from);
    diags_take(&to, &from, false);
    expect_counts(&from, 0, 0, 0);
    expect_counts(&to, 2, 1, 1);
    assert_string_equal(to.items[0].hint, "Write 1.");
    fill(&from);
    diags_take(&to, &from, false);
    expect_counts(&to, 2, 1, 1);
    assert_int_equal(to.items[0].repeats, 1);
    diags_clear(&to);
}

static void errors_can_become_warnings(void **state) {
    (void)state;
    struct diags from = {0}, to = {0};
    fill(&from);
    diags_take(&to, &from, true);
    expect_counts(&to, 2, 0, 2);
    assert_int_equal(diags_exit_code(&to), 0);
    diags_clear(&to);
}

static void a_strict_run_knows_no_warnings(void **state) {
    (void)state;
    struct diags from = {0}, to = {.is_strict = true};
    fill(&from);
    diags_take(&to, &from, true);
    expect_counts(&to, 2, 2, 0);
    diags_clear(&to);
}

static void too_many_are_counted_only(void **state) {
    (void)state;
    struct diags to = {0};
    for (int i = 0; i < DIAG_ERRORS_MAX + 5; i++) {
        struct diags from = {0};
        diag_error(&from, (struct span){0}, DIAG_DATA_NUMBER, "number %d", i);
        diags_take(&to, &from, false);
    }
    expect_counts(&to, DIAG_ERRORS_MAX, DIAG_ERRORS_MAX + 5, 0);
    diags_clear(&to);
}

static void of_a_place_the_first_is_kept(void **state) {
    (void)state;
    struct diags diags = {0};
    diag_warning(&diags, (struct span){0}, DIAG_BRAND_CONTRAST, "on white");
    diag_warning(&diags, (struct span){0}, DIAG_DATA_FIELD, "another code");
    diag_warning(&diags, (struct span){0}, DIAG_BRAND_CONTRAST, "on grey");
    diags_keep_first(&diags, DIAG_BRAND_CONTRAST);
    expect_counts(&diags, 2, 0, 2);
    assert_string_equal(diags.items[0].message, "on white");
    assert_string_equal(diags.items[1].message, "another code");
    diags_clear(&diags);
}

static void the_nearest_name_is_the_hint(void **state) {
    static const struct str names[] = {{"amount", 6}, {"stage", 5}};
    static const struct {
        const char *word, *wanted;
    } rows[] = {
        {"amuont", "Did you mean \"amount\"?"}, {"owner", "Write one."}, {"", "Write one."}};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct diags diags = {0};
        diag_error(&diags, (struct span){0}, DIAG_DATA_FIELD, "unknown");
        diag_hint_nearest(&diags, str_from(rows[i].word), names, G_N_ELEMENTS(names));
        diag_hint(&diags, "Write one.");
        assert_string_equal(diags.items[0].hint, rows[i].wanted);
        diags_clear(&diags);
    }
    struct diags none = {0};
    diag_hint_nearest(&none, STR("amount"), names, G_N_ELEMENTS(names));
    assert_int_equal(none.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/diag/take/what is taken is moved, once", what_is_taken_is_moved, NULL, NULL, NULL},
        {"/diag/take/errors can become warnings", errors_can_become_warnings, NULL, NULL, NULL},
        {"/diag/take/a strict run knows no warnings", a_strict_run_knows_no_warnings, NULL, NULL,
         NULL},
        {"/diag/take/too many are counted only", too_many_are_counted_only, NULL, NULL, NULL},
        {"/diag/keep/of a place the first is kept", of_a_place_the_first_is_kept, NULL, NULL, NULL},
        {"/diag/hint/the nearest name, or what comes next", the_nearest_name_is_the_hint, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

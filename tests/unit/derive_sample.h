/*
 * derive_sample.h - values derived from YAML written in a test, and expected as "path = text".
 */
#pragma once

#include "derive.h"
#include "load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct sample {
    Arena *arena;
    struct diags diags;
    struct value *root; /* NULL: errors */
};

static inline struct value *sample_yaml(struct sample *sample, const char *path, const char *text) {
    struct value *value = NULL;
    assert_true(load_yaml(sample->arena, source_new(sample->arena, path, str_from(text)),
                          &sample->diags, &value));
    return value;
}

static inline int sample_fiscal_start(const struct value *config) {
    const struct value *start = value_get(config, "fiscal_year_start");
    return start && start->kind == VALUE_NUMBER ? (int)decimal_to_int(start->number) : 1;
}

/* @config: NULL: dollars and nothing else. The day of the run is 2026-10-09. */
static inline void sample_init(struct sample *sample, const char *config, const char *partner,
                               const char *period) {
    *sample = (struct sample){.arena = arena_new()};
    struct derive_input input = {.today = {2026, 10, 9}, .is_explaining = true};
    input.config = sample_yaml(sample, "pdfgen.yaml", config ? config : "currency: USD\n");
    input.partner = sample_yaml(sample, "partner.yaml", partner);
    assert_true(derive_period_parse(sample->arena, period, sample_fiscal_start(input.config),
                                    &sample->diags, &input.period));
    struct value *root = NULL;
    if (derive_values(sample->arena, &input, &sample->diags, &root)) {
        sample->root = root;
    }
}

static inline void sample_clear(struct sample *sample) {
    arena_free(sample->arena);
    diags_clear(&sample->diags);
}

/* "null" for null, "-" for a name that does not exist; numbers without trailing zeros. */
static inline const char *sample_text(struct sample *sample, const char *path) {
    const struct value *value = value_path(sample->root, path);
    if (!value) {
        return "-";
    }
    if (value->kind == VALUE_NULL) {
        return "null";
    }
    char *text = str_cstr(sample->arena, value_to_str(sample->arena, value));
    if (value->kind == VALUE_NUMBER && strchr(text, '.')) {
        size_t n = strlen(text);
        while (text[n - 1] == '0') {
            text[--n] = '\0';
        }
        text[text[n - 1] == '.' ? n - 1 : n] = '\0';
    }
    return text;
}

/* Lines "path = text"; all that differ are shown at once. */
static inline void sample_expect(struct sample *sample, const char *expected) {
    assert_non_null(sample->root);
    struct str rest = str_from(expected), line;
    GString *wanted = g_string_new(NULL), *got = g_string_new(NULL);
    while (str_next_line(&rest, &line)) {
        char *text = str_cstr(sample->arena, str_trim(line));
        char *equals = strstr(text, " = ");
        if (!equals) {
            continue;
        }
        g_string_append_printf(wanted, "%s\n", text);
        *equals = '\0';
        g_string_append_printf(got, "%s = %s\n", text, sample_text(sample, text));
    }
    assert_string_equal(got->str, wanted->str);
    g_string_free(wanted, TRUE);
    g_string_free(got, TRUE);
}

/* The codes of what was reported, in order of place: "data-number data-date". */
static inline char *sample_codes(struct sample *sample) {
    GString *codes = g_string_new(NULL);
    diags_sort(&sample->diags);
    for (size_t i = 0; i < sample->diags.n; i++) {
        const struct diag *diag = &sample->diags.items[i];
        g_string_append_printf(codes, "%s%u:%s", i ? " " : "", diag->at.line,
                               diag_code_word(diag->code));
    }
    char *text = arena_strdup(sample->arena, codes->str);
    g_string_free(codes, TRUE);
    return text;
}

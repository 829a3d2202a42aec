/*
 * template_sample.h - the installation's templates filled as the program fills them: strictly, with
 * their partials, for partners of the demo or written in a test.
 */
#pragma once

#include "derive_sample.h"

#include "fill.h"
#include "locale.h"

#define ROOT PDFGEN_SOURCE_DIR "/"
#define DEMO ROOT "examples/demo/"

struct filled {
    Arena *arena;
    World *world;
    Locale *locale;
    struct diags diags;
    const struct value *config;
    struct str text; /* empty: errors */
};

static inline struct value *filled_read(struct filled *filled, const char *path) {
    struct value *value = NULL;
    assert_true(load_data_file(filled->arena, filled->world, path, (struct span){0}, &filled->diags,
                               &value));
    return value;
}

static inline void filled_init(struct filled *filled) {
    static const char *const environment[] = {NULL};
    *filled = (struct filled){.arena = arena_new(),
                              .world = world_new(environment, PDFGEN_SOURCE_DIR),
                              .locale = locale_new("en-US")};
    world_allow(filled->world, PDFGEN_SOURCE_DIR);
    filled->config = filled_read(filled, DEMO "pdfgen.yaml");
}

static inline void filled_clear(struct filled *filled) {
    diags_clear(&filled->diags);
    locale_free(filled->locale);
    arena_free(filled->arena);
    world_free(filled->world);
}

static inline const struct source *filled_partial(void *context, struct str name) {
    struct filled *filled = context;
    const char *path =
        arena_printf(filled->arena, ROOT "templates/partials/" STR_FMT ".md", STR_ARG(name));
    return world_read_text(filled->world, path, (struct span){0}, &filled->diags);
}

/* Front matter and body of templates/@name.md with the values of @root. */
static inline void filled_template(struct filled *filled, const char *name, struct value *root) {
    const struct fill_options options = {.escape = FILL_NONE,
                                         .locale = filled->locale,
                                         .currency = "USD",
                                         .partial = filled_partial,
                                         .context = filled};
    struct value *meta = NULL;
    struct text *text = NULL;
    size_t body = 0;
    const char *path = arena_printf(filled->arena, ROOT "templates/%s.md", name);
    const struct source *template =
        world_read_text(filled->world, path, (struct span){0}, &filled->diags);
    assert_non_null(template);
    load_front_matter(filled->arena, template, &filled->diags, &meta, &body);
    if (fill_strings(filled->arena, meta, root, &options, &filled->diags, &meta) &&
        fill_template(filled->arena, template, body, root, &options, &filled->diags, &text)) {
        filled->text = text->bytes;
    }
}

static inline void filled_partner(struct filled *filled, const char *name,
                                  const struct value *partner, const char *period) {
    struct derive_input input = {
        .config = filled->config, .partner = partner, .today = {2026, 10, 9}};
    struct value *root = NULL;
    assert_true(derive_period_parse(filled->arena, period, 1, &filled->diags, &input.period));
    assert_true(derive_values(filled->arena, &input, &filled->diags, &root));
    filled_template(filled, name, root);
}

/* @yaml: the partner's file. */
static inline void filled_story(struct filled *filled, const char *name, const char *yaml,
                                const char *period) {
    struct value *partner = NULL;
    filled_init(filled);
    assert_true(load_yaml(filled->arena, source_new(filled->arena, "partner.yaml", str_from(yaml)),
                          &filled->diags, &partner));
    filled_partner(filled, name, partner, period);
}

static inline void expect_no_diagnostics(const struct filled *filled) {
    for (size_t i = 0; i < filled->diags.n; i++) {
        const struct diag *diag = &filled->diags.items[i];
        fail_msg("%s:%u:%u: %s", diag->at.path ? diag->at.path : "", diag->at.line, diag->at.column,
                 diag->message);
    }
}

/* Marks of a sentence with a hole in it. */
static inline void expect_whole_sentences(const struct filled *filled) {
    static const char *const holes[] = {"{{",   "}}",    "null",  " ,",    " .",   ",,", "..", " ;",
                                        "n/a%", "  in ", "  of ", " by .", "# \n", "()", "$$"};
    struct str rest = filled->text, line;
    assert_true(rest.n > 0);
    while (str_next_line(&rest, &line)) {
        bool is_table = str_starts_with(line, "|");
        for (size_t i = 0; i < G_N_ELEMENTS(holes) && !is_table; i++) {
            if (str_find(line, str_from(holes[i]), 0) < line.n) {
                fail_msg("\"%s\" in: " STR_FMT, holes[i], STR_ARG(line));
            }
        }
    }
}

static inline bool filled_says(const struct filled *filled, const char *words) {
    return str_find(filled->text, str_from(words), 0) < filled->text.n;
}

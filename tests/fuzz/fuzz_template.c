/*
 * fuzz_template.c - any text as a template, filled with a few values of every kind, strictly and
 * leniently; and the names that it uses: none that fill_mentions() denies, and one is missing where
 * filling finds it missing.
 */
#include "fill.h"
#include "fuzz.h"
#include "load.h"

static const char VALUES[] = "name: A|B *Co* {{x}}\n"
                             "number: -12.5\n"
                             "flag: true\n"
                             "nothing: null\n"
                             "list: [{name: one, amount: 10}, {name: two, amount: 20}]\n"
                             "map: {inner: {deep: 1}}\n";

static void fill(const struct source *source, const struct value *root, bool is_lenient,
                 Locale *locale) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct fill_options options = {
        .escape = FILL_MARKDOWN,
        .is_lenient = is_lenient,
        .locale = locale,
        .currency = "USD",
    };
    struct text *text = NULL;
    if (fill_template(arena, source, 0, root, &options, &diags, &text)) {
        g_autoptr(GString) dump = g_string_new(NULL);
        text_dump(text, dump);
    }
    diags_clear(&diags);
}

static bool is_mentioned(const struct fill_use *use, struct str root_name) {
    struct str first, rest;
    bool is_path = use->kind <= FILL_USE_FIGURE;
    str_cut(use->name, '.', &first, &rest);
    return is_path && str_eq(first, root_name);
}

static void list_uses(const struct source *source, const struct value *root, Locale *locale) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0}, filling = {0};
    struct fill_options options = {.locale = locale, .currency = "USD"};
    struct fill_subject subject = {.source = source, .root = root};
    struct fill_uses uses;
    if (fill_find_uses(arena, &subject, &options, &diags, &uses)) {
        bool can_mention = fill_mentions(arena, source, 0, &options, STR("map"));
        bool is_whole = !diags_has_errors(&diags);
        for (size_t i = 0; i < uses.n; i++) {
            const struct fill_use *use = uses.items[i];
            is_whole =
                is_whole && !use->is_null && (!use->is_missing || use->kind == FILL_USE_FIGURE);
            g_assert(can_mention || !is_mentioned(use, STR("map")));
        }
        struct text *text = NULL;
        /* Escaping has mistakes of its own; those of names are the same. */
        g_assert(fill_template(arena, source, 0, root, &options, &filling, &text) <= is_whole);
    }
    diags_clear(&diags);
    diags_clear(&filling);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Locale *locale;
    if (!locale) {
        locale = locale_new("en-US");
    }
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = fuzz_source(arena, "fuzz.md", data, size);
    struct value *root = NULL;
    if (source &&
        load_yaml(arena, source_new(arena, "values.yaml", str_from(VALUES)), &diags, &root)) {
        fill(source, root, false, locale);
        fill(source, root, true, locale);
        list_uses(source, root, locale);
    }
    diags_clear(&diags);
    return 0;
}

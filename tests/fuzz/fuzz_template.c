/*
 * fuzz_template.c - any text as a template, filled with a few values of every kind, strictly and
 * leniently.
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
    }
    diags_clear(&diags);
    return 0;
}

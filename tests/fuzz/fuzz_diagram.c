/*
 * fuzz_diagram.c - any text as a mermaid diagram, drawn with letters of one width.
 */
#include "figure.h"
#include "fuzz.h"

static double measure(void *context, const struct shaper_look *look, struct str text) {
    const struct theme *theme = context;
    return theme->styles[look->role].size_pt * 0.55 * (double)text.n;
}

static void draw(void *context, Arena *arena, struct figure *figure, const struct shaper_look *look,
                 struct point origin, struct str text) {
    struct op *op = figure_add_op(arena, figure, OP_GLYPHS);
    op->glyphs = (struct glyph_run){
        .origin = origin, .width_pt = measure(context, look, text), .text = text};
}

static struct theme make_theme(void) {
    struct theme theme = {.smallest_pt = 8};
    for (int role = 0; role < N_ROLES; role++) {
        theme.styles[role] = (struct text_style){.size_pt = 8.5, .leading_pt = 12, .weight = 400};
    }
    theme.colours[COLOUR_GROUND] = (struct rgb){1, 1, 1};
    return theme;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Locale *locale;
    g_autoptr(Arena) arena = arena_new();
    struct theme theme = make_theme();
    struct diags diags = {0};
    const struct shaper shaper = {&theme, measure, draw};
    const struct source *source = fuzz_source(arena, "fuzz.mmd", data, size);
    struct figure figure;
    locale = locale ? locale : locale_new("en-US");
    if (source) {
        const struct figure_request request = {.kind = STR("mermaid"),
                                               .source = source,
                                               .text = source->text,
                                               .at = span_of(source, 0, 1),
                                               .width_pt = 480,
                                               .height_pt = 600,
                                               .theme = &theme,
                                               .shaper = &shaper,
                                               .locale = locale,
                                               .currency = "USD"};
        bool is_drawn = figure_draw(arena, &request, &diags, &figure);
        g_assert(is_drawn || diags.n > 0);
    }
    diags_clear(&diags);
    return 0;
}

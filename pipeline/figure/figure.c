#include "figure_priv.h"

static const struct {
    const char *name;
    bool (*draw)(struct canvas *canvas, struct diags *diags);
} kinds[] = {
    {"kpis", draw_kpis},       {"chart", draw_chart},           {"timeline", draw_timeline_fence},
    {"theme-type", draw_type}, {"theme-colours", draw_colours}, {"mermaid", draw_mermaid},
};

bool figure_is_known(struct str kind) {
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (str_is(kind, kinds[i].name)) {
            return true;
        }
    }
    return false;
}

bool figure_is_yaml(struct str kind) {
    return !str_is(kind, "mermaid");
}

bool figure_draw(Arena *arena, const struct figure_request *request, struct diags *diags,
                 struct figure *ret) {
    struct figure figure = {.width_pt = request->width_pt};
    struct palette palette = {0};
    struct canvas canvas = {
        .arena = arena,
        .request = request,
        .figure = &figure,
        .palette = &palette,
        .is_on_brand = request->is_on_brand,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (str_is(request->kind, kinds[i].name)) {
            if (!kinds[i].draw(&canvas, diags)) {
                return false;
            }
            *ret = figure;
            return true;
        }
    }
    return diag_error(diags, request->at, DIAG_FIGURE_FIELD,
                      "there is no figure of the kind \"" STR_FMT "\"", STR_ARG(request->kind));
}

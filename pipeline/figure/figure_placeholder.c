#include "figure_priv.h"

/* A figure that cannot be drawn says so in its place, with the first of the reasons. */

static const double PAD_PT = 12, GAP_PT = 3;
enum { LINES_MOST = 4 };

static const char *name_of(const struct canvas *canvas) {
    struct str kind = canvas->request->kind;
    return str_is(kind, "kpis")      ? "These cards"
           : str_is(kind, "mermaid") ? "This diagram"
                                     : arena_printf(canvas->arena, "This " STR_FMT, STR_ARG(kind));
}

static const struct diag *first_error(const struct diags *why) {
    for (size_t i = 0; i < why->n; i++) {
        if (why->items[i].severity == DIAG_SEVERITY_ERROR) {
            return &why->items[i];
        }
    }
    return NULL;
}

/* "input.md:3:8: message": of the path the name, for a page tells nothing of the machine. */
static const char *reason_of(const struct canvas *canvas, const struct diag *diag) {
    g_autofree char *name = diag->at.path ? g_path_get_basename(diag->at.path) : NULL;
    if (!name) {
        return arena_strdup(canvas->arena, diag->message);
    }
    if (diag->at.line == 0) {
        return arena_printf(canvas->arena, "%s: %s", name, diag->message);
    }
    return arena_printf(canvas->arena, "%s:%u:%u: %s", name, diag->at.line, diag->at.column,
                        diag->message);
}

static void draw_frame(struct canvas *canvas, double height_pt) {
    const struct line_look look = {
        .colour = COLOUR_BAD, .width_pt = 0.75, .dash_pt = {3, 2}, .is_round = false};
    const struct point corners[] = {{0.5, 0.5},
                                    {canvas->figure->width_pt - 0.5, 0.5},
                                    {canvas->figure->width_pt - 0.5, height_pt - 0.5},
                                    {0.5, height_pt - 0.5},
                                    {0.5, 0.5}};
    canvas_polyline(canvas, &look, corners, G_N_ELEMENTS(corners));
}

/* Its lines from @top_pt on; returns where they end. */
static double draw_paragraph(struct canvas *canvas, const struct text_look *look, double top_pt,
                             const char *text) {
    double leading_pt = canvas->request->theme->styles[ROLE_SMALL].leading_pt;
    struct rect room = {PAD_PT, top_pt, canvas->figure->width_pt - 2 * PAD_PT,
                        leading_pt * LINES_MOST};
    size_t n = text ? canvas_paragraph(canvas, look, room, leading_pt, str_from(text)) : 0;
    return top_pt + leading_pt * (double)n;
}

void figure_placeholder(Arena *arena, const struct figure_request *request, const struct diags *why,
                        struct figure *ret) {
    struct figure figure = {.width_pt = request->width_pt};
    struct palette palette = {0};
    struct canvas canvas = {.arena = arena,
                            .request = request,
                            .figure = &figure,
                            .palette = &palette,
                            .is_on_brand = request->is_on_brand};
    const struct text_look head = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_BAD};
    const struct text_look words = {.role = ROLE_SMALL, .colour = COLOUR_INK};
    const struct text_look hint = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    const struct diag *diag = first_error(why);
    const char *name = arena_printf(arena, "%s cannot be drawn", name_of(&canvas));
    const char *reason = diag ? reason_of(&canvas, diag) : NULL;
    double at_pt = draw_paragraph(&canvas, &head, PAD_PT - 2, name) + GAP_PT;
    at_pt = draw_paragraph(&canvas, &words, at_pt, reason);
    at_pt = draw_paragraph(&canvas, &hint, at_pt, diag ? diag->hint : NULL);
    if (why->n_errors > 1) {
        const char *more = arena_printf(arena, "There are %zu mistakes in it.", why->n_errors);
        at_pt = draw_paragraph(&canvas, &hint, at_pt, more);
    }
    figure.height_pt = at_pt + PAD_PT - 2;
    draw_frame(&canvas, figure.height_pt);
    figure.alt = reason ? arena_printf(arena, "%s: %s", name, reason) : name;
    *ret = figure;
}

#include "figure_priv.h"

#include <math.h>

/*
 * What a theme is made of, for the sheet of `pdfgen theme NAME --specimen`: its type, a line a
 * role, and its colours, each with the contrast that it has to be read by (WCAG 2.2).
 */

static const struct text_look label = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
static const struct text_look value = {.role = ROLE_SMALL, .colour = COLOUR_INK};

/* A figure takes no specification: what there is to show is the theme's. */
static bool check_empty(const struct canvas *canvas, struct diags *diags) {
    const struct value *spec = canvas->request->spec;
    if (spec->kind == VALUE_NULL) {
        return true;
    }
    return diag_error(diags, canvas->request->at, DIAG_FIGURE_FIELD,
                      "a figure of the theme itself has no fields");
}

/* --- type ----------------------------------------------------------------------------------- */

/* "12.5", without the zeroes of "%g" under another locale. */
static const char *number_text(const struct canvas *canvas, double number) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double tenths = round(number * 10) / 10;
    return arena_strdup(
        canvas->arena,
        g_ascii_formatd(text, sizeof text, tenths == floor(tenths) ? "%.0f" : "%.1f", tenths));
}

static const char *describe_style(const struct canvas *canvas, const struct text_style *style) {
    return arena_printf(canvas->arena, "%s %d%s, %s/%s", style->family, style->weight,
                        style->is_italic ? " italic" : "", number_text(canvas, style->size_pt),
                        number_text(canvas, style->leading_pt));
}

static const char *sample_of(enum text_role role) {
    switch (role) {
    case ROLE_SMALL: return "Tables, captions, axes: 1,284.0  948.5  −52";
    case ROLE_CODE: return "pdfgen qbr --partner Acme";
    case ROLE_BODY:
        return "Partners that sell and deliver renew more often than those that only refer.";
    default: return "Plan beaten by 8%";
    }
}

/* What it is at the left, over what it is made of; and words in it. */
static double draw_role(struct canvas *canvas, enum text_role role, double y_pt) {
    static const double SAMPLE_PT = 148, ROW_PT = 30, BELOW_PT = 8;
    const struct text_style *style = &canvas->request->theme->styles[role];
    const struct text_look sample = {.role = role, .colour = (int)style->colour};
    double width_pt = canvas->figure->width_pt, height_pt = fmax(style->leading_pt, ROW_PT);
    double middle_pt = y_pt + height_pt / 2;
    canvas_text(canvas, &value, (struct point){0, middle_pt - 3}, str_from(theme_role_name(role)));
    canvas_text_within(canvas, &label, (struct point){0, middle_pt + 9}, SAMPLE_PT - 8,
                       str_from(describe_style(canvas, style)));
    /* Small letters are about half their size high: their middle is the row's. */
    canvas_text_within(canvas, &sample, (struct point){SAMPLE_PT, middle_pt + style->size_pt * 0.3},
                       width_pt - SAMPLE_PT, str_from(sample_of(role)));
    y_pt += height_pt + BELOW_PT / 2;
    const struct line_look rule = {.colour = COLOUR_GRID, .width_pt = 0.5};
    canvas_line(canvas, &rule, (struct point){0, y_pt}, (struct point){width_pt, y_pt});
    return y_pt + BELOW_PT / 2;
}

bool draw_type(struct canvas *canvas, struct diags *diags) {
    double y_pt = 0;
    GString *alt = g_string_new("Type of the theme.");
    for (int role = 0; role < N_ROLES; role++) {
        const struct text_style *style = &canvas->request->theme->styles[role];
        /* Slides alone have quotations and numbers of a size that no page has room for. */
        if (role == ROLE_QUOTE || role == ROLE_NUMBER) {
            continue;
        }
        y_pt = draw_role(canvas, (enum text_role)role, y_pt);
        g_string_append_printf(alt, " %s: %s.", theme_role_name((enum text_role)role),
                               describe_style(canvas, style));
    }
    canvas->figure->height_pt = y_pt;
    canvas->figure->alt = arena_strdup(canvas->arena, alt->str);
    g_string_free(alt, TRUE);
    return check_empty(canvas, diags);
}

/* --- colours -------------------------------------------------------------------------------- */

/* What a colour has to differ from, and whether it has to be read as words. */
static enum theme_colour ground_of(enum theme_colour colour) {
    return colour == COLOUR_ON_BRAND || colour == COLOUR_BRAND_SOFT ? COLOUR_BRAND : COLOUR_GROUND;
}

static const char *hex_of(const struct canvas *canvas, struct rgb colour) {
    return arena_printf(canvas->arena, "#%02X%02X%02X", (unsigned)lround(colour.r * 255),
                        (unsigned)lround(colour.g * 255), (unsigned)lround(colour.b * 255));
}

/* Rounded down, so that 4.496 does not look like enough. */
static const char *describe_colour(const struct canvas *canvas, enum theme_colour colour) {
    const struct rgb *colours = canvas->request->theme->colours;
    const char *name = hex_of(canvas, colours[colour]);
    if (colour == COLOUR_GROUND) {
        return name;
    }
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double ratio = floor(rgb_contrast(colours[colour], colours[ground_of(colour)]) * 10) / 10;
    return arena_printf(canvas->arena, "%s  %s:1%s", name,
                        g_ascii_formatd(text, sizeof text, "%.1f", ratio),
                        ground_of(colour) == COLOUR_BRAND ? " on brand" : "");
}

enum { COLUMNS = 4 };

static void draw_swatch(struct canvas *canvas, int colour, struct point at, double width_pt) {
    static const double HEIGHT_PT = 22, STROKE_PT = 0.5;
    struct rect swatch = {at.x, at.y, width_pt, HEIGHT_PT};
    canvas_rect(canvas, swatch, COLOUR_RULE);
    swatch = (struct rect){at.x + STROKE_PT, at.y + STROKE_PT, width_pt - 2 * STROKE_PT,
                           HEIGHT_PT - 2 * STROKE_PT};
    canvas_rect(canvas, swatch, colour);
    canvas_text(canvas, &value, (struct point){at.x, at.y + HEIGHT_PT + 11},
                str_from(theme_colour_name((enum theme_colour)colour)));
    canvas_text_within(canvas, &label, (struct point){at.x, at.y + HEIGHT_PT + 22}, width_pt,
                       str_from(describe_colour(canvas, (enum theme_colour)colour)));
}

bool draw_colours(struct canvas *canvas, struct diags *diags) {
    static const double GAP_PT = 12, ROW_PT = 52;
    double width_pt = (canvas->figure->width_pt - (COLUMNS - 1) * GAP_PT) / COLUMNS;
    GString *alt = g_string_new("Colours of the theme.");
    for (int i = 0; i < N_COLOURS; i++) {
        int column = i % COLUMNS, row = i / COLUMNS;
        struct point at = {column * (width_pt + GAP_PT), row * ROW_PT};
        draw_swatch(canvas, i, at, width_pt);
        g_string_append_printf(alt, " %s: %s.", theme_colour_name((enum theme_colour)i),
                               describe_colour(canvas, (enum theme_colour)i));
    }
    int n_rows = (N_COLOURS + COLUMNS - 1) / COLUMNS;
    canvas->figure->height_pt = n_rows * ROW_PT - 4;
    canvas->figure->alt = arena_strdup(canvas->arena, alt->str);
    g_string_free(alt, TRUE);
    return check_empty(canvas, diags);
}

#include "layout_deck_priv.h"

#include <math.h>

/*
 * One-page documents (front matter `fit: one-page`): set as they are, then with less space, then
 * with smaller text, until all of it stands on one page. Space goes first, because readers miss it
 * last; text is never smaller than the theme's `smallest`.
 *
 * With `fit: one-page-or-more` text becomes a tenth smaller at most: what then does not fit is set
 * as it is, on as many pages as it takes.
 */

struct fit {
    double space, size;
};

static const struct fit fits[] = {
    {1, 1},      {0.85, 1},    {0.7, 1},     {0.55, 1},   {0.5, 0.97},
    {0.5, 0.94}, {0.45, 0.91}, {0.45, 0.88}, {0.4, 0.85}, {0.4, 0.82},
};

/* Behind the table text alone becomes smaller, down to @least of its size. */
static struct fit fit_step(size_t i, double least) {
    static const double STEP = 0.03;
    size_t n = G_N_ELEMENTS(fits);
    struct fit fit = fits[MIN(i, n - 1)];
    fit.size -= i < n ? 0 : STEP * (double)(i - n + 1);
    fit.size = fmax(fit.size, least);
    return fit;
}

/* The theme's smallest size as a share of the text's; half the size is for no eye. */
static double least_size(const struct theme *theme) {
    return fmin(fmax(theme->smallest_pt / theme->styles[ROLE_BODY].size_pt, 0.5), 1);
}

/* Lines of text that stand behind the first page. */
static size_t count_lines_over(const struct display *display) {
    size_t lines = 0;
    for (size_t i = 1; i < display->n_pages; i++) {
        const struct page *page = &display->pages[i];
        double above_pt = -1;
        for (size_t k = 0; k < page->n_ops; k++) {
            const struct op *op = &page->ops[k];
            bool is_text = op->kind == OP_GLYPHS && op->tag >= 0;
            if (is_text && fabs(op->glyphs.origin.y - above_pt) > 1) {
                lines++;
                above_pt = op->glyphs.origin.y;
            }
        }
    }
    return lines;
}

static void report(const struct layout_input *input, const struct theme *theme,
                   const struct display *display, struct diags *diags) {
    const struct value *asked = value_get(input->doc->meta, "fit");
    size_t lines = count_lines_over(display);
    diag_error(diags, asked ? asked->at : (struct span){0}, DIAG_LAYOUT_OVERFLOW,
               "the document misses one page by %zu line%s, even with text of %d pt", lines,
               lines == 1 ? "" : "s", (int)lround(theme->styles[ROLE_BODY].size_pt));
    diag_hint(diags, "Take out some %zu lines, or leave out \"fit: one-page\".", lines + 1);
}

static bool may_take_more(const struct layout_input *input) {
    const struct value *asked = value_get(input->doc->meta, "fit");
    return asked && str_is(value_string(asked), "one-page-or-more");
}

bool fit_one_page(Arena *arena, const struct layout_input *input, struct diags *diags,
                  struct display **ret) {
    static const double LEAST_OR_MORE = 0.9;
    double least = least_size(input->theme);
    bool is_flexible = may_take_more(input);
    for (size_t i = 0;; i++) {
        struct diags said = {.is_strict = diags->is_strict};
        struct layout_input smaller = *input;
        struct fit fit = fit_step(i, least);
        if (is_flexible && fit.size < LEAST_OR_MORE) {
            return layout_settle(arena, input, diags, ret);
        }
        smaller.theme =
            theme_shrunk(arena, input->theme, fit.space, fit.size, input->theme->smallest_pt);
        bool is_done = layout_settle(arena, &smaller, &said, ret);
        bool is_last = i + 1 >= G_N_ELEMENTS(fits) && fit.size <= least;
        if (!is_done || (*ret)->n_pages <= 1 || is_last) {
            diags_take(diags, &said, false);
            if (is_done && (*ret)->n_pages > 1) {
                report(input, smaller.theme, *ret, diags);
                return false;
            }
            return is_done;
        }
        diags_clear(&said);
    }
}

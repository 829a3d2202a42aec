#include "layout_text_priv.h"

#include <math.h>

/*
 * A contact sheet: the pages of a document, made small, in rows on one page, with their numbers.
 *
 * The pages are what was laid out, so that nothing is set twice: their operations are moved and
 * made smaller. Only the numbers are new words, with fonts behind those of the document.
 */

/* An A4 page is some 180 pt wide: its titles can be read, its shape can be seen. */
static const double CELL_AREA_PT2 = 46000;
static const double GAP_PT = 20, MARGIN_PT = 28, LABEL_PT = 16, LABEL_SIZE_PT = 8;
/* Wider than high, as screens and slides are. */
static const double ASPECT = 1.4;
/* Neutral, whatever the theme: a table that pages lie on. */
static const struct rgb TABLE = {0.925, 0.929, 0.937}, SHADOW = {0.85, 0.855, 0.865},
                        HAIRLINE = {0.77, 0.78, 0.79}, LABEL = {0.33, 0.345, 0.36};

struct sheet {
    struct layout *layout;
    const struct display *display;
    struct page page;
    size_t n, columns;
    double scale, cell_pt, row_pt; /* of a page at its largest, without what is between */
};

static bool is_wanted(const struct layout_sheet *asked, size_t page) {
    return !asked->is_wanted || asked->is_wanted[page];
}

/* Pages may be of several sizes: one turned for a wide table, all of one scale. */
static void measure(struct sheet *sheet, const struct layout_sheet *asked) {
    double width_pt = 0, height_pt = 0;
    for (size_t i = 0; i < sheet->display->n_pages; i++) {
        if (is_wanted(asked, i)) {
            width_pt = fmax(width_pt, sheet->display->pages[i].width_pt);
            height_pt = fmax(height_pt, sheet->display->pages[i].height_pt);
            sheet->n++;
        }
    }
    sheet->scale = sqrt(CELL_AREA_PT2 / (width_pt * height_pt));
    sheet->cell_pt = width_pt * sheet->scale;
    sheet->row_pt = height_pt * sheet->scale;
}

static double sheet_width(const struct sheet *sheet, size_t columns) {
    return 2 * MARGIN_PT + (double)columns * (sheet->cell_pt + GAP_PT) - GAP_PT;
}

static double sheet_height(const struct sheet *sheet, size_t columns) {
    size_t rows = (sheet->n + columns - 1) / columns;
    return 2 * MARGIN_PT + (double)rows * (sheet->row_pt + LABEL_PT + GAP_PT) - GAP_PT;
}

static size_t choose_columns(const struct sheet *sheet) {
    size_t best = 1;
    double least = (double)INFINITY;
    for (size_t columns = 1; columns <= sheet->n; columns++) {
        double aspect = sheet_width(sheet, columns) / sheet_height(sheet, columns);
        double away = fabs(log(aspect / ASPECT));
        if (away < least) {
            least = away;
            best = columns;
        }
    }
    return best;
}

static void add_rect(struct sheet *sheet, struct rect rect, struct rgb fill) {
    struct op *op = page_add_op(sheet->layout->arena, &sheet->page, OP_RECT, ARTIFACT_BACKGROUND);
    op->rect.rect = rect;
    op->rect.fill = rgb16_from_rgb(fill);
}

/* A shadow below, an edge, the paper. */
static void add_paper(struct sheet *sheet, struct rect rect) {
    static const double EDGE_PT = 0.5;
    struct rect shadow = {rect.x + 1.5, rect.y + 2, rect.width, rect.height};
    struct rect edge = {rect.x - EDGE_PT, rect.y - EDGE_PT, rect.width + 2 * EDGE_PT,
                        rect.height + 2 * EDGE_PT};
    add_rect(sheet, shadow, SHADOW);
    add_rect(sheet, edge, HAIRLINE);
    add_rect(sheet, rect, (struct rgb){1, 1, 1});
}

static void add_small_page(struct sheet *sheet, const struct page *page, struct rect rect) {
    Arena *arena = sheet->layout->arena;
    add_paper(sheet, rect);
    page_reserve(arena, &sheet->page, page->n_ops);
    for (size_t i = 0; i < page->n_ops; i++) {
        if (page->ops[i].kind != OP_LINK) {
            struct op op = page->ops[i];
            op_scale(arena, &op, sheet->scale);
            op_translate(arena, &op, rect.x, rect.y);
            *page_add_op(arena, &sheet->page, op.kind, op.tag) = op;
        }
    }
}

static void add_label(struct sheet *sheet, const struct page *page, size_t number,
                      struct rect rect) {
    struct layout *layout = sheet->layout;
    const struct set_style style = {.role = ROLE_SMALL, .colour = COLOUR_INK, .is_tabular = true};
    const char *label = page->label ? page->label : arena_printf(layout->arena, "%zu", number);
    struct line line = inline_words(layout, &style, ARTIFACT_FOOTER, str_from(label));
    /* A deck's smallest words are large for a sheet. */
    double scale = LABEL_SIZE_PT / layout->theme->styles[ROLE_SMALL].size_pt;
    double x_pt = rect.x + (rect.width - line.width_pt * scale) / 2;
    double y_pt = rect.y + rect.height + LABEL_PT - 4;
    for (size_t i = 0; i < line.n_ops; i++) {
        struct op op = line.ops[i];
        op_scale(layout->arena, &op, scale);
        op_translate(layout->arena, &op, x_pt, y_pt);
        if (op.kind == OP_GLYPHS) {
            op.glyphs.colour = rgb16_from_rgb(LABEL);
            op.glyphs.font += (int)sheet->display->n_fonts;
        }
        *page_add_op(layout->arena, &sheet->page, op.kind, op.tag) = op;
    }
}

static void add_pages(struct sheet *sheet, const struct layout_sheet *asked) {
    size_t at = 0;
    for (size_t i = 0; i < sheet->display->n_pages; i++) {
        if (!is_wanted(asked, i)) {
            continue;
        }
        const struct page *page = &sheet->display->pages[i];
        double column = (double)(at % sheet->columns), row = (double)(at / sheet->columns);
        struct rect rect = {0, 0, page->width_pt * sheet->scale, page->height_pt * sheet->scale};
        rect.x = MARGIN_PT + column * (sheet->cell_pt + GAP_PT) + (sheet->cell_pt - rect.width) / 2;
        rect.y = MARGIN_PT + row * (sheet->row_pt + LABEL_PT + GAP_PT) +
                 (sheet->row_pt - rect.height) / 2;
        add_small_page(sheet, page, rect);
        add_label(sheet, page, i + 1, rect);
        at++;
    }
}

/* The labels' faces stand behind the document's. */
static void join_fonts(const struct layout *layout, struct display *display) {
    size_t n = display->n_fonts + layout->faces->len;
    struct font_face *fonts = ARENA_NEW_N(layout->arena, struct font_face, n);
    for (size_t i = 0; i < n; i++) {
        fonts[i] = i < display->n_fonts
                       ? display->fonts[i]
                       : g_array_index(layout->faces, struct font_face, i - display->n_fonts);
    }
    display->fonts = fonts;
    display->n_fonts = n;
}

void layout_sheet(Arena *arena, const struct layout_input *input, const struct layout_sheet *asked,
                  struct diags *diags, struct display *display) {
    struct layout layout = {.arena = arena, .input = input, .theme = input->theme, .diags = diags};
    struct sheet sheet = {.layout = &layout, .display = display};
    measure(&sheet, asked);
    sheet.columns = asked->columns > 0 ? MIN(asked->columns, sheet.n) : choose_columns(&sheet);
    sheet.page.width_pt = sheet_width(&sheet, sheet.columns);
    sheet.page.height_pt = sheet_height(&sheet, sheet.columns);
    layout_init(&layout);
    add_rect(&sheet, (struct rect){0, 0, sheet.page.width_pt, sheet.page.height_pt}, TABLE);
    add_pages(&sheet, asked);
    join_fonts(&layout, display);
    layout_clear(&layout);
    display->pages = arena_memdup(arena, &sheet.page, sizeof sheet.page);
    display->n_pages = 1;
    display->n_destinations = display->n_outline = 0;
}

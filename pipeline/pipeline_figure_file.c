#include "pipeline_priv.h"

#include <math.h>
#include <string.h>

#include "figure.h"

/*
 * A figure alone (`pdfgen figure FILE.yaml`): a document of one fence, on a page that is cut to it.
 * So charts go the same way as in a document; front matter, names and filters work as there.
 *
 * A height that is asked for is the whole picture's. What stands around a chart's plot depends on
 * its words, so the chart is set once with a plot of a known height, and once more with what is
 * left.
 */

static const double MARGIN_PT = 12, WIDTH_PT = 480;
static const double HEIGHT_MOST_PT = 14000; /* ISO 32000-1, annex C: a page has at most 14,400 */
static const double HEIGHT_LEAST_PT = 200;  /* of what layout/ takes for a page */
static const double PLOT_PT = 100, PLOT_LEAST_PT = 24;
static const double ROOM_SHARE = 0.9; /* of a page, that layout/ gives a figure */

/* --- which kind of figure ------------------------------------------------------------------- */

static bool is_mermaid(const char *path) {
    return g_str_has_suffix(path, ".mmd") || g_str_has_suffix(path, ".mermaid");
}

static bool are_events(const struct value *list) {
    return list && list->kind == VALUE_LIST && list->list.n > 0 &&
           value_get(list->list.items[0], "date");
}

/* NULL: it is none, which is told where it is drawn. */
static const struct value *read_spec(struct run *run, const struct source *source) {
    struct diags ignored = {0};
    struct value *spec = NULL;
    bool is_read = load_yaml(run->arena, source, &ignored, &spec);
    diags_clear(&ignored);
    return is_read ? spec : NULL;
}

/* Cards are a list, and so are events, which have dates; everything else is a chart's map. */
static const char *kind_of(const struct value *spec) {
    bool is_timeline =
        are_events(spec) || (!value_get(spec, "type") && are_events(value_get(spec, "data")));
    bool is_list = spec && spec->kind == VALUE_LIST;
    return is_timeline ? "timeline" : is_list ? "kpis" : "chart";
}

static const char *title_of(struct run *run, const struct value *spec) {
    struct str title = str_trim(value_string(value_get(spec, "title")));
    return title.n > 0 ? str_cstr(run->arena, title) : NULL;
}

bool run_parse_figure(struct run *run) {
    const struct text *text = run->text;
    if (str_trim(text->bytes).n == 0) {
        return diag_error(run->diags, (struct span){.source = run->source}, DIAG_FIGURE_FIELD,
                          "there is no figure in this file");
    }
    const struct source *source = source_new(run->arena, run->source->path, text->bytes);
    const struct value *spec = is_mermaid(run->path) ? NULL : read_spec(run, source);
    struct span at = text_span(text, 0, MIN(text->bytes.n, 1));
    struct node *root = doc_node_new(run->arena, NODE_DOCUMENT, at);
    struct node *fence = doc_node_new(run->arena, NODE_CODE_BLOCK, at);
    fence->code.info = is_mermaid(run->path) ? STR("mermaid") : str_from(kind_of(spec));
    fence->code.text = text->bytes;
    doc_append_child(root, fence);
    struct doc *doc = ARENA_NEW(run->arena, struct doc);
    *doc = (struct doc){.root = root, .meta = run->meta, .text = text};
    run->figure_title = title_of(run, spec);
    run->doc = doc;
    return true;
}

/* --- the page ------------------------------------------------------------------------------- */

static struct theme *make_theme(const struct run *run) {
    struct theme *theme = arena_memdup(run->arena, run->theme, sizeof *run->theme);
    double width_pt = run->job->figure_width_pt, height_pt = run->job->figure_height_pt;
    width_pt = width_pt > 0 ? width_pt : WIDTH_PT + 2 * MARGIN_PT;
    if (height_pt > 0) {
        height_pt = (height_pt - 2 * MARGIN_PT) / ROOM_SHARE + 2 * MARGIN_PT;
    }
    theme->page = (struct theme_page){
        .width_pt = width_pt,
        .height_pt = height_pt > 0 ? fmax(height_pt, HEIGHT_LEAST_PT) : HEIGHT_MOST_PT,
        .left_pt = MARGIN_PT,
        .right_pt = MARGIN_PT,
        .top_pt = MARGIN_PT,
        .bottom_pt = MARGIN_PT,
    };
    return theme;
}

static bool is_ground(const struct op *op) {
    return op->tag == ARTIFACT_BACKGROUND && op->kind == OP_RECT;
}

/* Where what is drawn ends. */
static double foot_of(const struct page *page) {
    double foot_pt = 0;
    for (size_t i = 0; i < page->n_ops; i++) {
        const struct op *op = &page->ops[i];
        foot_pt = is_ground(op) ? foot_pt : fmax(foot_pt, rect_bottom(op_bounds(op)));
    }
    return foot_pt;
}

static void cut_page(const struct run *run, struct page *page) {
    double height_pt = foot_of(page) + MARGIN_PT;
    size_t n = 0;
    page->height_pt = fmax(height_pt, run->job->figure_height_pt);
    for (size_t i = 0; i < page->n_ops; i++) {
        struct op op = page->ops[i];
        if (is_ground(&op)) {
            op.rect.rect.height = page->height_pt;
        }
        if (!is_ground(&op) || !run->job->is_transparent) {
            page->ops[n++] = op;
        }
    }
    page->n_ops = n;
}

static bool set(struct run *run, struct layout_input *input, double plot_pt, struct diags *diags) {
    run->figure_plot_pt = plot_pt;
    if (!layout_document(run->arena, input, diags, &run->display)) {
        return false;
    }
    if (run->display->n_pages == 0) {
        return diag_error(diags, (struct span){0}, DIAG_FIGURE_DATA, "the figure shows nothing");
    }
    return true;
}

/* The height of a plot with which the whole is as high as it shall be. */
static double find_plot(struct run *run, struct layout_input *input) {
    struct diags ignored = {0};
    double wanted_pt = run->job->figure_height_pt, plot_pt = 0;
    if (wanted_pt > 0 && set(run, input, PLOT_PT, &ignored)) {
        double beside_pt = foot_of(&run->display->pages[0]) + MARGIN_PT - PLOT_PT;
        plot_pt = fmax(wanted_pt - beside_pt, PLOT_LEAST_PT);
    }
    diags_clear(&ignored);
    return plot_pt;
}

bool run_layout_figure(struct run *run) {
    struct layout_input input = {
        .doc = run->doc,
        .theme = make_theme(run),
        .fonts = run->fonts,
        .meta = run_make_meta(run),
        .context = run,
        .load_image = run_load_image,
        .draw_figure = run_draw_figure,
    };
    input.meta.title = run->figure_title ? run->figure_title : input.meta.title;
    if (!set(run, &input, find_plot(run, &input), run->diags)) {
        return false;
    }
    for (size_t i = 0; i < run->display->n_pages; i++) {
        cut_page(run, &run->display->pages[i]);
    }
    double height_pt = run->display->pages[0].height_pt, wanted_pt = run->job->figure_height_pt;
    if (wanted_pt > 0 && height_pt > wanted_pt + 0.5) {
        diag_warning(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                     "the figure is %d points high, more than the %d of --size",
                     (int)ceil(height_pt), (int)wanted_pt);
        diag_hint(run->diags, "Shorten its words, or ask for more height.");
    }
    return true;
}

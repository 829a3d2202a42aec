#include "pipeline_priv.h"

#include "figure.h"

#include <string.h>

/* --- images ----------------------------------------------------------------------------------- */

static bool is_address(const char *path) {
    g_autofree char *scheme = g_uri_parse_scheme(path);
    return scheme != NULL;
}

/* Beside the document, then in the workspace; a name with %20 also without. NULL: nowhere. */
static const char *find_image(const struct run *run, Arena *arena, const char *path) {
    g_autofree char *folder = g_path_get_dirname(run->path);
    const char *homes[] = {folder, run->workspace ? run->workspace->directory : NULL};
    g_autofree char *plain = g_uri_unescape_string(path, NULL);
    const char *names[] = {path, plain};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(homes) && names[i] && homes[j]; j++) {
            g_autofree char *absolute = g_canonicalize_filename(names[i], homes[j]);
            if (world_is_file(session_world(run->session), absolute)) {
                return arena_strdup(arena, absolute);
            }
        }
    }
    return NULL;
}

/* What is on the network is no mistake of the document: it is a page without that picture. */
static bool report_address(const char *path, struct span at, struct diags *diags) {
    diag_warning(diags, at, DIAG_IMAGE_MISSING, "\"%s\" is not fetched: pdfgen uses no network",
                 path);
    diag_hint(diags, "Save the image beside the document and name that file.");
    return false;
}

static bool report_image(const struct run *run, const char *path, struct span at,
                         struct diags *diags) {
    bool is_lenient = session_is_lenient(run->session);
    (is_lenient ? diag_warning : diag_error)(diags, at, DIAG_IMAGE_MISSING,
                                             "image \"%s\" is not there", path);
    diag_hint(diags, "Paths start at the document's folder or at the workspace.");
    return false;
}

bool run_load_image(void *context, Arena *arena, const char *path, struct span at,
                    struct diags *diags, struct image *ret) {
    struct run *run = context;
    if (is_address(path)) {
        return report_address(path, at, diags);
    }
    const char *absolute = find_image(run, arena, path);
    if (!absolute) {
        return report_image(run, path, at, diags);
    }
    GBytes *data =
        world_read_bytes(session_world(run->session), absolute, WORLD_IMAGE_BYTES_MAX, at, diags);
    const char *shown = world_display_path(session_world(run->session), arena, absolute);
    const struct image_fonts fonts = {
        .catalogue = session_catalogue(run->session),
        .family = run->theme->styles[ROLE_BODY].family,
        .code = run->theme->styles[ROLE_CODE].family,
    };
    return data && paint_image_open(arena, data, shown, &fonts, at, diags, ret);
}

/* --- figures ---------------------------------------------------------------------------------- */

static bool evaluate(void *context, Arena *arena, struct str expression, struct span at,
                     struct diags *diags, struct value **ret) {
    struct run *run = context;
    struct fill_options options = run_fill_options(run);
    struct value empty = {.kind = VALUE_MAP};
    return fill_expression(arena, expression, at, run->root ? run->root : &empty, &options, diags,
                           ret);
}

/*
 * The text of a fence. It was filled, so it is no slice of the template any more; empty lines in
 * front of it make its places those of the template, as long as no section has repeated lines.
 */
static const struct source *fence_source(Arena *arena, const struct node *block, bool is_whole,
                                         struct str *ret_text) {
    unsigned line = 0, column = 0;
    span_locate(block->at, &line, &column);
    line -= is_whole && line > 0 ? 1 : 0; /* a file of its own has no line that opens a fence */
    struct str text = block->code.text;
    char *padded = arena_alloc(arena, line + text.n + 1);
    memset(padded, '\n', line);
    if (text.n > 0) {
        memcpy(padded + line, text.p, text.n);
    }
    const char *path = block->at.source ? block->at.source->path : "";
    *ret_text = (struct str){padded + line, text.n};
    return source_new(arena, path, (struct str){padded, line + text.n});
}

/* The list that a chart is drawn from; NULL: it is drawn from none. */
static const struct value *chart_rows(struct run *run, const struct value *specification) {
    struct value *data = value_get(specification, "data");
    struct diags ignored = {0};
    if (data && data->kind == VALUE_STRING) {
        evaluate(run, run->arena, data->string, data->at, &ignored, &data);
    }
    diags_clear(&ignored);
    return data;
}

static bool draw(struct run *run, Arena *arena, const struct node *block,
                 struct figure_request *request, struct diags *diags, struct figure *ret) {
    size_t begin = (size_t)(request->text.p - request->source->text.p);
    struct value *specification = NULL;
    if (figure_is_yaml(request->kind) &&
        !load_yaml_slice(arena, request->source, begin, begin + request->text.n, diags,
                         &specification)) {
        return false;
    }
    if (run->figure_plot_pt > 0 && specification && specification->kind == VALUE_MAP) {
        struct decimal height = decimal_from_int((int64_t)run->figure_plot_pt);
        value_put(arena, specification, "height",
                  value_new_number(arena, specification->at, height));
    }
    request->spec = specification;
    if (!figure_draw(arena, request, diags, ret)) {
        return false;
    }
    if (run->job->attach_data && specification) {
        run_keep_chart(run, block, specification, chart_rows(run, specification));
    }
    return true;
}

bool run_draw_figure(void *context, Arena *arena, const struct node *block,
                     struct figure_place place, struct diags *diags, bool *ret_known,
                     struct figure *ret) {
    struct run *run = context;
    struct str kind, rest;
    str_cut(str_trim(block->code.info), ' ', &kind, &rest);
    *ret_known = figure_is_known(kind);
    if (!*ret_known) {
        return false;
    }
    struct str text;
    const struct source *source = fence_source(arena, block, run->job->is_figure, &text);
    struct figure_request request = {
        .kind = kind,
        .source = source,
        .text = text,
        .at = block->at,
        .title = run->job->is_figure ? value_string(value_get(run->meta, "title")) : STR(""),
        .width_pt = place.width_pt,
        .height_pt = place.height_pt,
        .taller = place.taller,
        .is_on_brand = place.is_on_brand,
        .theme = place.theme,
        .shaper = place.shaper,
        .locale = run->locale,
        .currency = run_fill_options(run).currency,
        .evaluate = evaluate,
        .context = run,
    };
    struct diags own = {0};
    bool is_there = draw(run, arena, block, &request, &own, ret);
    if (!is_there && own.n_errors > 0) {
        figure_placeholder(arena, &request, &own, ret);
        is_there = true;
        if (run->shows_errors) {
            diags_show(&own);
        }
    }
    diags_take(diags, &own, session_is_lenient(run->session));
    return is_there;
}

#include "figure_mermaid_priv.h"

#include <string.h>

/* What the readers of simple diagrams share, and the simplest of them: a pie. */

struct mermaid_lines mermaid_lines(const struct figure_request *request) {
    struct str kind = flow_kind(request->text);
    return (struct mermaid_lines){
        request, str_skip(request->text, (size_t)(kind.p - request->text.p) + kind.n)};
}

bool mermaid_next_line(struct mermaid_lines *lines, struct str *ret) {
    struct str line;
    while (str_next_line(&lines->rest, &line)) {
        line = str_trim(line);
        line = str_ends_with(line, ";") ? str_trim(str_slice(line, 0, line.n - 1)) : line;
        if (line.n > 0 && !str_starts_with(line, "%%")) {
            *ret = line;
            return true;
        }
    }
    return false;
}

struct span mermaid_place(const struct figure_request *request, struct str part) {
    size_t begin = (size_t)(part.p - request->source->text.p);
    return span_of(request->source, begin, begin + MAX(part.n, 1));
}

bool mermaid_begins(struct str line, const char *word, struct str *ret_rest) {
    size_t n = strlen(word);
    if (!str_starts_with(line, word) || (line.n > n && !strchr(" \t:", line.p[n]))) {
        return false;
    }
    struct str rest = str_trim(str_skip(line, n));
    *ret_rest = str_starts_with(rest, ":") ? str_trim(str_skip(rest, 1)) : rest;
    return true;
}

struct str mermaid_title(const struct canvas *canvas) {
    struct str own = flow_title(canvas->arena, canvas->request->text);
    return own.n > 0 ? own : canvas->request->title;
}

bool mermaid_take_title(Arena *arena, struct str line, struct str *title) {
    struct str rest;
    if (mermaid_begins(line, "title", &rest) || mermaid_begins(line, "accTitle", &rest)) {
        *title = flow_label(arena, rest);
        return true;
    }
    return mermaid_begins(line, "accDescr", &rest);
}

void mermaid_put_text(Arena *arena, struct value *map, const char *key, struct span at,
                      struct str text) {
    if (text.n > 0) {
        value_put(arena, map, key, value_new_string(arena, at, text));
    }
}

bool mermaid_draw_chart(struct canvas *canvas, const struct value *spec, struct diags *diags) {
    struct figure_request request = *canvas->request;
    struct canvas inner = *canvas;
    request.spec = spec;
    inner.request = &request;
    return draw_chart(&inner, diags);
}

/* --- a pie ---------------------------------------------------------------------------------- */

/* "words" : 12.5 */
static bool read_slice(struct canvas *canvas, struct str line, struct value *rows, int *decimals,
                       struct diags *diags) {
    Arena *arena = canvas->arena;
    const char *colon = g_strrstr_len(line.p, (gssize)line.n, ":");
    size_t at = colon ? (size_t)(colon - line.p) : line.n;
    struct str words = str_trim(str_slice(line, 0, at)), number = str_trim(str_skip(line, at + 1));
    struct span place = mermaid_place(canvas->request, line);
    struct decimal value;
    if (!colon || words.n == 0) {
        diag_error(diags, place, DIAG_FIGURE_DATA,
                   "a slice of a pie was expected, not \"" STR_FMT "\"",
                   STR_ARG(str_slice(line, 0, MIN(line.n, 40))));
        diag_hint(diags, "Write `\"Words\" : 12`.");
        return false;
    }
    if (!decimal_parse(number, &value)) {
        return diag_error(diags, mermaid_place(canvas->request, number), DIAG_FIGURE_DATA,
                          "a pie needs a number here, not \"" STR_FMT "\"",
                          STR_ARG(str_slice(number, 0, MIN(number.n, 40))));
    }
    struct value *row = value_new(arena, VALUE_MAP, place);
    mermaid_put_text(arena, row, "x", place, flow_label(arena, words));
    value_put(arena, row, "y",
              value_new_number(arena, mermaid_place(canvas->request, number), value));
    value_append(arena, rows, row);
    *decimals = CLAMP(value.scale, *decimals, 2);
    return true;
}

bool draw_mermaid_pie(struct canvas *canvas, struct diags *diags) {
    const struct figure_request *request = canvas->request;
    Arena *arena = canvas->arena;
    struct mermaid_lines lines = mermaid_lines(request);
    struct value *spec = value_new(arena, VALUE_MAP, request->at);
    struct value *rows = value_new(arena, VALUE_LIST, request->at);
    struct str line, rest, title = mermaid_title(canvas);
    int decimals = 0;
    while (mermaid_next_line(&lines, &line)) {
        line = mermaid_begins(line, "showData", &rest) ? rest : line;
        if (line.n > 0 && !mermaid_take_title(arena, line, &title) &&
            !read_slice(canvas, line, rows, &decimals, diags)) {
            return false;
        }
    }
    mermaid_put_text(arena, spec, "type", request->at, STR("share"));
    mermaid_put_text(arena, spec, "title", request->at, title);
    mermaid_put_text(arena, spec, "x", request->at, STR("x"));
    mermaid_put_text(arena, spec, "y", request->at, STR("y"));
    value_put(arena, spec, "data", rows);
    value_put(arena, spec, "decimals",
              value_new_number(arena, request->at, decimal_from_int(decimals)));
    return mermaid_draw_chart(canvas, spec, diags);
}

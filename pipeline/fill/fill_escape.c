#include "fill_priv.h"

#include <string.h>

/* The template's bytes pass unchanged; a value is escaped for where it stands. */

static void append_html(GString *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        case '"': g_string_append(out, "&quot;"); break;
        default: g_string_append_c(out, s.p[i]);
        }
    }
}

static void append_markdown(GString *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("\\`*_{}[]()<>#!|~&@^=-+.:", s.p[i])) {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, s.p[i] == '\n' ? ' ' : s.p[i]);
    }
}

struct text *escape_pieces(struct filling *filling) {
    GString *raw = filling->out;
    g_autoptr(GString) out = g_string_sized_new(raw->len + raw->len / 8);
    struct text_piece *pieces = ARENA_NEW_N(filling->arena, struct text_piece, filling->n_pieces);
    for (size_t i = 0; i < filling->n_pieces; i++) {
        const struct piece *piece = &filling->pieces[i];
        struct str bytes = {raw->str + piece->begin, piece->end - piece->begin};
        size_t begin = out->len;
        if (!piece->value || piece->is_raw || filling->options->escape == FILL_NONE) {
            g_string_append_len(out, bytes.p, (gssize)bytes.n);
        } else if (filling->options->escape == FILL_HTML) {
            append_html(out, bytes);
        } else {
            append_markdown(out, bytes);
        }
        pieces[i] = (struct text_piece){
            .begin = begin, .end = out->len, .at = piece->at, .value = piece->value};
    }
    struct text *text = ARENA_NEW(filling->arena, struct text);
    text->bytes = str_from_gstring(filling->arena, out);
    text->pieces = pieces;
    text->n_pieces = filling->n_pieces;
    return text;
}

#include "text.h"

struct text *text_from_source(Arena *arena, const struct source *source, size_t begin) {
    struct text *text = ARENA_NEW(arena, struct text);
    text->bytes = str_skip(source->text, begin);
    struct text_piece *piece = ARENA_NEW(arena, struct text_piece);
    *piece = (struct text_piece){
        .begin = 0,
        .end = text->bytes.n,
        .at = span_of(source, begin, source->text.n),
    };
    text->pieces = piece;
    text->n_pieces = 1;
    return text;
}

const struct text_piece *text_piece_at(const struct text *text, size_t offset) {
    size_t low = 0, high = text->n_pieces;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (text->pieces[middle].end <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == text->n_pieces) {
        return low ? &text->pieces[low - 1] : NULL;
    }
    return &text->pieces[low];
}

static size_t template_offset(const struct text_piece *piece, size_t offset) {
    return piece->value ? piece->at.begin : piece->at.begin + (offset - piece->begin);
}

struct span text_span(const struct text *text, size_t begin, size_t end) {
    const struct text_piece *first = text_piece_at(text, begin);
    if (!first) {
        return (struct span){0};
    }
    struct span at = first->at;
    at.begin = template_offset(first, begin);
    const struct text_piece *last = text_piece_at(text, end > begin ? end - 1 : begin);
    if (last->at.source != at.source) {
        return at;
    }
    size_t last_end = last->value ? last->at.end : template_offset(last, end);
    at.end = MAX(at.begin, last_end);
    return at;
}

void text_dump(const struct text *text, GString *out) {
    g_autoptr(Arena) scratch = arena_new();
    for (size_t i = 0; i < text->n_pieces; i++) {
        const struct text_piece *piece = &text->pieces[i];
        g_string_append_printf(out, "%zu-%zu %s", piece->begin, piece->end,
                               span_format(scratch, piece->at));
        if (piece->value) {
            g_string_append_printf(out, " %s", value_origin(scratch, piece->value));
        }
        g_string_append_c(out, '\n');
    }
}

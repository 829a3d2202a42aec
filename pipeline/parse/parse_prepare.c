#include "parse_priv.h"

size_t prepared_in(const struct prepared *prepared, size_t out) {
    size_t low = 0, high = prepared->n_pieces;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (prepared->pieces[middle].out <= out) {
            low = middle;
        } else {
            high = middle;
        }
    }
    if (prepared->n_pieces == 0) {
        return out;
    }
    const struct prepared_piece *piece = &prepared->pieces[low];
    return piece->is_made ? piece->in : piece->in + (out - piece->out);
}

const struct mark *prepared_mark(const struct prepared *prepared, size_t out) {
    size_t low = 0, high = prepared->n_marks;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (prepared->marks[middle].out < out) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < prepared->n_marks && prepared->marks[low].out == out ? &prepared->marks[low]
                                                                      : NULL;
}

void parse_prepare(struct parse *parse, struct prepared *ret) {
    *ret = (struct prepared){.bytes = parse->text->bytes};
}

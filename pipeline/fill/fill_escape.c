#include "fill_escape_priv.h"

/* The template's bytes pass unchanged; a value is escaped for where it stands. */

static struct str piece_bytes(const struct filling *filling, const struct piece *piece) {
    return (struct str){filling->out->str + piece->begin, piece->end - piece->begin};
}

static void write_html(struct str s, GString *out) {
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

/* --- the skeleton --------------------------------------------------------------------------- */

static char raw_before(const struct filling *filling, const struct piece *piece) {
    return piece->begin > 0 ? filling->out->str[piece->begin - 1] : '\n';
}

/* '\0' at the end. */
static char raw_after(const struct filling *filling, const struct piece *piece) {
    return filling->out->str[piece->end];
}

static void add_slot(const struct filling *filling, const struct piece *piece, GString *text,
                     struct skeleton *skeleton) {
    struct str bytes = piece_bytes(filling, piece);
    char before = raw_before(filling, piece), after = raw_after(filling, piece);
    struct slot slot = {.at = text->len, .piece = piece};
    if (str_trim(bytes).n == 0 && !(is_delimiter(before) && is_delimiter(after))) {
        slot.is_space = bytes.n > 0 && is_word_byte(before) && is_word_byte(after);
        if (!slot.is_space) {
            return;
        }
    }
    skeleton->slots[skeleton->n_slots++] = slot;
    g_string_append_c(text, slot.is_space ? ' ' : 'x');
}

static void add_to_skeleton(const struct filling *filling, const struct piece *piece, GString *text,
                            struct skeleton *skeleton) {
    struct str bytes = piece_bytes(filling, piece);
    if (!piece->value || piece->is_counter) {
        g_string_append_len(text, bytes.p, (gssize)bytes.n);
    } else if (piece->is_raw) {
        g_string_append(text, bytes.n == 0 ? "" : str_ends_with(bytes, "\n") ? "x\n" : "x");
    } else {
        add_slot(filling, piece, text, skeleton);
    }
}

static struct skeleton make_skeleton(Arena *scratch, const struct filling *filling) {
    struct skeleton skeleton = {.slots = ARENA_NEW_N(scratch, struct slot, filling->n_pieces)};
    g_autoptr(GString) text = g_string_sized_new(filling->out->len);
    for (size_t i = 0; i < filling->n_pieces; i++) {
        add_to_skeleton(filling, &filling->pieces[i], text, &skeleton);
    }
    skeleton.text = str_from_gstring(scratch, text);
    return skeleton;
}

/* --- text ----------------------------------------------------------------------------------- */

static bool is_escaped(const struct filling *filling, const struct piece *piece) {
    return piece->value && !piece->is_raw && !piece->is_counter &&
           filling->options->escape != FILL_NONE;
}

struct text *escape_pieces(struct filling *filling) {
    g_autoptr(Arena) scratch = arena_new();
    struct skeleton skeleton = {0};
    bool is_markdown = filling->options->escape == FILL_MARKDOWN;
    if (is_markdown) {
        skeleton = make_skeleton(scratch, filling);
        find_contexts(&skeleton);
    }
    g_autoptr(GString) out = g_string_sized_new(filling->out->len + filling->out->len / 8);
    struct text_piece *pieces = ARENA_NEW_N(filling->arena, struct text_piece, filling->n_pieces);
    const struct slot *slot = skeleton.slots;
    for (size_t i = 0; i < filling->n_pieces; i++) {
        const struct piece *piece = &filling->pieces[i];
        struct str bytes = piece_bytes(filling, piece);
        size_t begin = out->len;
        if (!is_escaped(filling, piece)) {
            g_string_append_len(out, bytes.p, (gssize)bytes.n);
        } else if (!is_markdown) {
            write_html(bytes, out);
        } else if (slot < skeleton.slots + skeleton.n_slots && slot->piece == piece) {
            write_slot(filling, &skeleton, slot++, bytes, out);
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

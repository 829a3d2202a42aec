#include "parse_build.h"

#include <string.h>

/*
 * What md4c leaves as words and is none: "[^name]", "[[page:id]]", "[____]", and "{width=50%}"
 * behind an image. md4c gives text in pieces that end at a backslash, so that a piece begins with
 * the bracket that one took the meaning of.
 */

enum { NAME_BYTES_MAX = 100 };

/* --- footnotes and pages ---------------------------------------------------------------------- */

size_t note_name_length(struct str s) {
    size_t n = 0;
    while (n < s.n && n <= NAME_BYTES_MAX && !strchr("[] \t\r\n", s.p[n])) {
        n++;
    }
    bool is_name = n > 0 && n <= NAME_BYTES_MAX && n < s.n && s.p[n] == ']';
    return is_name ? n : 0;
}

/* The node of a mark at the start of @s and its length in bytes; NULL: the bracket is a word. */
static struct node *read_mark(struct builder *b, struct str s, size_t *ret_n) {
    static const char page[] = "[[page:";
    size_t begin, n, close;
    enum node_kind kind;
    if (str_starts_with(s, "[^")) {
        kind = NODE_NOTE_MARK;
        begin = 2;
        close = 1;
    } else if (str_starts_with(s, page)) {
        kind = NODE_PAGE_NUMBER;
        begin = strlen(page);
        close = 2;
    } else {
        return NULL;
    }
    n = note_name_length(str_skip(s, begin));
    if (n == 0 || !str_starts_with(str_skip(s, begin + n), close == 2 ? "]]" : "]")) {
        return NULL;
    }
    struct node *node = build_new(b, kind);
    const char *name = str_cstr(b->arena, str_slice(s, begin, begin + n));
    if (kind == NODE_NOTE_MARK) {
        node->mark.name = name;
        b->parse->has_notes = true;
    } else {
        node->page_number.id = name[0] == '#' ? name + 1 : name;
    }
    *ret_n = begin + n + close;
    return node;
}

static bool is_escaped(const struct builder *b, size_t begin) {
    struct str text = b->parse->text->bytes;
    return begin > 0 && begin <= text.n && text.p[begin - 1] == '\\';
}

static void add_mark(struct builder *b, struct node *node, size_t begin, size_t end) {
    build_open_inlines(b);
    inline_flush(b);
    build_leaf(b, node, begin, end);
}

/* --- attributes of an image ------------------------------------------------------------------- */

/* "50%" is a share of the room; "60mm", "4cm", "2in", "120pt", "300px" and "300" are lengths. */
static bool read_measure(struct str text, double *ret_pt, double *ret_share) {
    static const struct {
        const char *unit;
        double pt;
    } units[] = {{"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"in", 72}, {"pt", 1}, {"px", 0.75}};
    double factor = 0.75; /* a number alone is pixels, as in HTML: 1/96 in */
    bool is_share = str_ends_with(text, "%");
    text.n -= is_share;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (!is_share && str_ends_with(text, units[i].unit)) {
            factor = units[i].pt;
            text.n -= 2;
            break;
        }
    }
    struct decimal number;
    double value = decimal_parse(text, &number) ? decimal_to_double(number) : 0;
    if (value <= 0 || (is_share && (!ret_share || value > 100)) || value > 100000) {
        return false;
    }
    *(is_share ? ret_share : ret_pt) = is_share ? value / 100 : value * factor;
    return true;
}

bool image_attribute_read(struct str name, struct str value, struct image_size *size) {
    if (value.n >= 2 && strchr("\"'", value.p[0]) && value.p[value.n - 1] == value.p[0]) {
        value = str_slice(value, 1, value.n - 1);
    }
    if (str_is(name, "width")) {
        return read_measure(value, &size->width_pt, &size->width_share);
    }
    return str_is(name, "height") && read_measure(value, &size->height_pt, NULL);
}

static void warn_attribute(struct builder *b, struct str word, size_t at) {
    diag_warning(b->parse->diags, text_span(b->parse->text, at, at + word.n), DIAG_MARKDOWN_BLOCK,
                 "an image cannot have \"" STR_FMT "\"", STR_ARG(word));
    diag_hint(b->parse->diags, "Write {width=50%%}, {width=60mm} or {height=30mm}.");
}

/* "{width=50%}" at the start of @words; the bytes it takes, 0 where it is none. */
static size_t read_attributes(struct builder *b, struct node *image, struct str words,
                              size_t begin) {
    const char *close = memchr(words.p, '}', words.n);
    struct str rest = str_slice(words, 1, close ? (size_t)(close - words.p) : 0);
    /* Words in braces that name nothing are words. */
    if (!close || (!memchr(rest.p, '=', rest.n) && !strchr(".#", rest.n > 0 ? rest.p[0] : ' '))) {
        return 0;
    }
    struct image_size *size = ARENA_NEW(b->arena, struct image_size);
    while ((rest = str_trim(rest)).n > 0) {
        struct str word, name, value;
        str_cut(rest, ' ', &word, &rest);
        str_cut(word, '=', &name, &value);
        if (!image_attribute_read(name, value, size)) {
            warn_attribute(b, word, begin + (size_t)(word.p - words.p));
        }
    }
    image->link.size = size;
    return (size_t)(close - words.p) + 1;
}

/* --- text ------------------------------------------------------------------------------------- */

/* The image that the words follow without a space between. */
static struct node *image_before(struct builder *b, struct str words, size_t begin) {
    struct str text = b->parse->text->bytes;
    struct node *last = b->words->len == 0 ? build_top(b)->into->last : NULL;
    bool is_behind = last && last->kind == NODE_IMAGE && words.p[0] == '{' && begin > 0 &&
                     begin < text.n && strchr(")]", text.p[begin - 1]);
    return is_behind ? last : NULL;
}

/* A quote, a dash or a dot that is escaped is no mark that a typographer would change. */
static void add_as_typed(struct builder *b, struct str words, size_t begin) {
    build_open_inlines(b);
    inline_flush(b);
    inline_add_words(b, words, begin, begin + words.n);
    inline_flush(b);
    struct node *last = build_top(b)->into->last;
    if (last && last->kind == NODE_TEXT) {
        last->is_as_typed = true;
    }
}

static void add_words(struct builder *b, struct str words, size_t begin) {
    struct node *image = words.n > 0 ? image_before(b, words, begin) : NULL;
    if (image) {
        size_t n = read_attributes(b, image, words, begin);
        words = str_skip(words, n);
        begin += n;
        b->cursor = MAX(b->cursor, begin);
    }
    size_t from = is_escaped(b, begin) ? 1 : 0;
    if (from == 1 && words.n > 0 && strchr("\"'-.", words.p[0])) {
        add_as_typed(b, str_slice(words, 0, 1), begin);
        words = str_skip(words, 1);
        begin++;
        from = 0;
    }
    while (from < words.n) {
        const char *bracket = memchr(words.p + from, '[', words.n - from);
        if (!bracket) {
            break;
        }
        size_t at = (size_t)(bracket - words.p), n = 0;
        struct node *mark = read_mark(b, str_skip(words, at), &n);
        if (!mark) {
            from = at + 1;
            continue;
        }
        if (at > 0) {
            inline_add_words(b, str_slice(words, 0, at), begin, begin + at);
        }
        add_mark(b, mark, begin + at, begin + at + n);
        words = str_skip(words, at + n);
        begin += at + n;
        from = 0;
    }
    if (words.n > 0) {
        inline_add_words(b, words, begin, begin + words.n);
    }
}

void inline_add_text(struct builder *b, struct str words, size_t begin) {
    struct blank blank;
    size_t at = 0, n = 0;
    while (b->prepared->has_blanks && (n = blanks_find(words, 0, &at, &blank)) > 0) {
        if (at > 0) {
            add_words(b, str_slice(words, 0, at), begin);
        }
        struct node *node = build_new(b, NODE_BLANK);
        node->blank.n_letters = blank.n_letters;
        node->blank.is_signature = blank.is_signature;
        node->blank.is_required = blank.is_required;
        add_mark(b, node, begin + at, begin + at + n);
        words = str_skip(words, at + n);
        begin += at + n;
    }
    if (words.n > 0) {
        add_words(b, words, begin);
    }
}

/*
 * The plain part of YAML, read in one walk over the lines.
 *
 * Partners' files are block maps and lists, maps and lists in braces on one line, texts on one
 * line or folded with ">-", and comments. libyaml needs some 250 instructions a byte for them,
 * which was a quarter of all work for a document of a batch; this takes some 20. What is not plain
 * (texts over several lines, anchors, tags, escapes, tabs ...), and whatever may be a mistake, is
 * left to libyaml, which reads the whole again and says what is wrong. So nothing is reported here,
 * and the values, with their places, are libyaml's: tests/unit/test_load_yaml_plain.c and the
 * fuzzer compare the two.
 *
 * A place where only libyaml knows makes a function return NULL or false, up to the top.
 */
#include "load_yaml_priv.h"

#include <string.h>

/* libyaml takes keys of up to 1024 characters. */
enum { DEPTH_MAX = LOAD_DEPTH_MAX / 2, KEY_BYTES_MAX = 1000 };

struct plain {
    Arena *arena;
    const struct source *source;
    struct str text; /* of the slice */
    size_t begin;    /* of the slice in the source */
    size_t at;       /* the first byte of the line at hand that is no space */
    int column;      /* its column; -1: there is no more line */
    int depth;
    struct value_entry *children; /* of the containers that are open */
    size_t n_children, capacity;
    struct diags diags;
};

static char char_at(const struct plain *p, size_t at) {
    return at < p->text.n ? p->text.p[at] : '\n';
}

static bool is_blank_at(const struct plain *p, size_t at) {
    char c = char_at(p, at);
    return c == ' ' || c == '\n';
}

static size_t skip_spaces(const struct plain *p, size_t at) {
    while (char_at(p, at) == ' ') {
        at++;
    }
    return at;
}

static struct span span_from(const struct plain *p, size_t begin, size_t end) {
    return span_of(p->source, p->begin + begin, p->begin + end);
}

/* --- lines ---------------------------------------------------------------------------------- */

static size_t end_of_line(const struct plain *p, size_t at) {
    const char *end = at < p->text.n ? memchr(p->text.p + at, '\n', p->text.n - at) : NULL;
    return end ? (size_t)(end - p->text.p) : p->text.n;
}

/* "---", "..." and "%..." at the start of a line are about documents. */
static bool is_of_document(const struct plain *p, size_t at) {
    struct str rest = str_skip(p->text, at);
    return str_starts_with(rest, "---") || str_starts_with(rest, "...") ||
           str_starts_with(rest, "%");
}

/* To the next line from byte @begin on that says something. */
static bool next_line(struct plain *p, size_t begin) {
    while (begin < p->text.n) {
        size_t at = skip_spaces(p, begin);
        char c = char_at(p, at);
        if (c != '\n' && c != '#') {
            p->at = at;
            p->column = (int)MIN(at - begin, (size_t)G_MAXINT);
            return p->column > 0 || !is_of_document(p, at);
        }
        begin = end_of_line(p, at) + 1;
    }
    p->column = -1;
    return true;
}

/* Nothing but a comment may follow a value. */
static bool finish_line(struct plain *p, size_t at) {
    size_t rest = skip_spaces(p, at);
    char c = char_at(p, rest);
    bool is_over = c == '\n' || (c == '#' && rest > at);
    return is_over && next_line(p, end_of_line(p, rest) + 1);
}

static bool is_item(const struct plain *p) {
    return char_at(p, p->at) == '-' && is_blank_at(p, p->at + 1);
}

/* --- characters ----------------------------------------------------------------------------- */

/*
 * What a character is to a plain text. It may end before a break, between braces before what is of
 * their syntax, and before a colon and "#" only beside a blank. What it may not begin with is YAML
 * 1.1's, section 9.1.2, and an indicator that may begin a text all the same.
 */
enum {
    ENDS_LINE = 1,
    IS_COLON = 2,
    IS_HASH = 4,
    ENDS_FLOW = 8,
    OPENS_FLOW = 16,
    BEGINS_NONE = 32,
    BEGINS_FLOW = 64,
};

static const unsigned char kinds[256] = {
    ['\0'] = ENDS_LINE,
    ['\n'] = ENDS_LINE | BEGINS_NONE,
    [' '] = BEGINS_NONE,
    [':'] = IS_COLON | BEGINS_NONE,
    ['#'] = IS_HASH | BEGINS_NONE,
    [','] = ENDS_FLOW | BEGINS_NONE,
    [']'] = ENDS_FLOW | BEGINS_NONE,
    ['}'] = ENDS_FLOW | BEGINS_NONE,
    ['['] = OPENS_FLOW | BEGINS_NONE | BEGINS_FLOW,
    ['{'] = OPENS_FLOW | BEGINS_NONE | BEGINS_FLOW,
    ['?'] = OPENS_FLOW | BEGINS_NONE,
    ['&'] = BEGINS_NONE,
    ['*'] = BEGINS_NONE,
    ['!'] = BEGINS_NONE,
    ['|'] = BEGINS_NONE,
    ['>'] = BEGINS_NONE,
    ['\''] = BEGINS_NONE,
    ['"'] = BEGINS_NONE,
    ['%'] = BEGINS_NONE,
    ['@'] = BEGINS_NONE,
    ['`'] = BEGINS_NONE,
};

static unsigned kind_at(const struct plain *p, size_t at) {
    return kinds[(unsigned char)char_at(p, at)];
}

static bool is_flow_ahead(const struct plain *p, size_t at) {
    return (kind_at(p, at) & BEGINS_FLOW) != 0;
}

/* --- scalars -------------------------------------------------------------------------------- */

struct scalar {
    size_t begin, end; /* with its quotes */
    struct str text;
    bool is_quoted;
};

static bool scan_double(const struct plain *p, size_t at, struct scalar *ret) {
    size_t end = at + 1;
    for (char c; (c = char_at(p, end)) != '"'; end++) {
        if (c == '\\' || c == '\n') {
            return false;
        }
    }
    *ret = (struct scalar){at, end + 1, str_slice(p->text, at + 1, end), true};
    return true;
}

/* Between single quotes two of them are one. */
static bool scan_single(const struct plain *p, size_t at, struct scalar *ret) {
    size_t end = at + 1;
    bool has_pair = false;
    for (char c; (c = char_at(p, end)) != '\'' || char_at(p, end + 1) == '\''; end++) {
        if (c == '\n') {
            return false;
        }
        has_pair = has_pair || c == '\'';
        end += c == '\'';
    }
    struct str text = str_slice(p->text, at + 1, end);
    if (has_pair) {
        char *copy = arena_strndup(p->arena, text.p, text.n);
        size_t n = 0;
        for (size_t i = 0; i < text.n; i++) {
            copy[n++] = text.p[i];
            i += text.p[i] == '\'';
        }
        text = (struct str){copy, n};
    }
    *ret = (struct scalar){at, end + 1, text, true};
    return true;
}

static bool may_begin_plain(const struct plain *p, size_t at) {
    return char_at(p, at) == '-' ? g_ascii_isalnum(char_at(p, at + 1))
                                 : !(kind_at(p, at) & BEGINS_NONE);
}

static bool is_colon(const struct plain *p, size_t at) {
    return char_at(p, at) == ':' && is_blank_at(p, at + 1);
}

/*
 * The end of the plain text that begins at @at, with the spaces behind it; 0: only libyaml knows.
 * Each line has its end (has_last_break()), so none is looked for at each byte.
 */
static size_t find_plain_end(const struct plain *p, size_t at, bool is_flow) {
    unsigned wanted = ENDS_LINE | IS_COLON | IS_HASH | (is_flow ? ENDS_FLOW | OPENS_FLOW : 0);
    const char *text = p->text.p;
    for (size_t end = at;; end++) {
        unsigned kind;
        while ((kind = kinds[(unsigned char)text[end]] & wanted) == 0) {
            end++;
        }
        if ((kind & (ENDS_LINE | ENDS_FLOW)) || (kind == IS_COLON && is_blank_at(p, end + 1)) ||
            (kind == IS_HASH && text[end - 1] == ' ')) {
            return end;
        }
        if (kind == OPENS_FLOW ||
            (is_flow && kind == IS_COLON && (kind_at(p, end + 1) & (ENDS_FLOW | OPENS_FLOW)))) {
            return 0;
        }
    }
}

static bool scan_plain(const struct plain *p, size_t at, bool is_flow, struct scalar *ret) {
    size_t end = may_begin_plain(p, at) ? find_plain_end(p, at, is_flow) : 0;
    if (end == 0) {
        return false;
    }
    while (p->text.p[end - 1] == ' ') {
        end--;
    }
    *ret = (struct scalar){at, end, {p->text.p + at, end - at}, false};
    return true;
}

static bool scan_scalar(const struct plain *p, size_t at, bool is_flow, struct scalar *ret) {
    char c = char_at(p, at);
    return c == '"'    ? scan_double(p, at, ret)
           : c == '\'' ? scan_single(p, at, ret)
                       : scan_plain(p, at, is_flow, ret);
}

static struct value *scalar_value(struct plain *p, const struct scalar *scalar) {
    struct value *value =
        value_new_string(p->arena, span_from(p, scalar->begin, scalar->end), scalar->text);
    if (!scalar->is_quoted) {
        yaml_resolve_plain(&p->diags, value, scalar->text);
    }
    return p->diags.n == 0 ? value : NULL;
}

/* Sets @ret_end behind the colon. */
static bool scan_key(const struct plain *p, size_t at, bool is_flow, struct value_entry *ret,
                     size_t *ret_end) {
    struct scalar key;
    if (!scan_scalar(p, at, is_flow, &key) || key.end - key.begin > KEY_BYTES_MAX ||
        (!key.is_quoted && str_is(key.text, "<<"))) {
        return false;
    }
    size_t colon = skip_spaces(p, key.end);
    *ret = (struct value_entry){.key = key.text, .key_at = span_from(p, key.begin, key.end)};
    *ret_end = colon + 1;
    return is_colon(p, colon);
}

/* --- texts over several lines ----------------------------------------------------------------- */

/* ">", ">-", "|" or "|-" and nothing else on the line. */
static bool is_block_header(const struct plain *p, size_t at) {
    size_t end = at + 1 + (char_at(p, at + 1) == '-');
    return strchr(">|", char_at(p, at)) && char_at(p, end) == '\n';
}

/* Lines of one indentation without empty ones between them (YAML 1.1, sections 9.2 and 9.3). */
static struct value *read_block_text(struct plain *p, size_t at, int column) {
    bool is_folded = char_at(p, at) == '>', is_stripped = char_at(p, at + 1) == '-';
    g_autoptr(GString) text = g_string_new(NULL);
    size_t line = end_of_line(p, at) + 1, indent = skip_spaces(p, line) - line;
    if (line >= p->text.n || indent <= (size_t)column || char_at(p, line + indent) == '\n') {
        return NULL;
    }
    while (line < p->text.n && skip_spaces(p, line) - line >= indent) {
        size_t begin = line + indent, end = end_of_line(p, begin);
        if (end == p->text.n || begin == end || char_at(p, begin) == ' ') {
            return NULL;
        }
        if (text->len > 0) {
            g_string_append_c(text, is_folded ? ' ' : '\n');
        }
        g_string_append_len(text, p->text.p + begin, (gssize)(end - begin));
        line = end + 1;
    }
    while (char_at(p, line) == '\n' && line < p->text.n) {
        line++;
    }
    size_t next = skip_spaces(p, line);
    bool goes_on = line < p->text.n && (next - line >= indent || char_at(p, next) == '\n');
    if (!is_stripped) {
        g_string_append_c(text, '\n');
    }
    struct value *value =
        value_new_string(p->arena, span_from(p, at, line), str_from_gstring(p->arena, text));
    return !goes_on && next_line(p, line) ? value : NULL;
}

/* --- containers ----------------------------------------------------------------------------- */

static void add_child(struct plain *p, struct value_entry child) {
    if (p->n_children == p->capacity) {
        p->capacity = MAX(2 * p->capacity, 64);
        p->children = g_renew(struct value_entry, p->children, p->capacity);
    }
    p->children[p->n_children++] = child;
}

static struct value *close_list(struct plain *p, struct value *list, size_t first) {
    size_t n = p->n_children - first;
    list->list.items = n > 0 ? ARENA_NEW_N(p->arena, struct value *, n) : NULL;
    list->list.n = list->list.capacity = n;
    for (size_t i = 0; i < n; i++) {
        list->list.items[i] = p->children[first + i].value;
    }
    p->n_children = first;
    p->depth--;
    return list;
}

static struct value *close_map(struct plain *p, struct value *map, size_t first) {
    size_t n = p->n_children - first;
    struct duplicate_key *pairs;
    if (n > 0) {
        map->map.entries = arena_memdup(p->arena, &p->children[first], n * sizeof *p->children);
        map->map.n = map->map.capacity = n;
    }
    p->n_children = first;
    p->depth--;
    return load_find_duplicates(p->arena, map, &pairs) == 0 ? map : NULL;
}

/* To the next token between braces, perhaps on a later line. */
static size_t skip_in_flow(const struct plain *p, size_t at) {
    while (at < p->text.n && is_blank_at(p, at)) {
        at++;
    }
    return at;
}

/* At the start of a line it may be about documents. */
static bool is_first_of_line(const struct plain *p, size_t at) {
    return at > 0 && p->text.p[at - 1] == '\n';
}

static struct value *read_flow(struct plain *p, size_t *at);

/* A value between braces; @at: where it begins, then where it ends. */
static struct value *read_flow_value(struct plain *p, size_t *at) {
    struct scalar scalar;
    if (is_flow_ahead(p, *at)) {
        return read_flow(p, at);
    }
    if (!scan_scalar(p, *at, true, &scalar)) {
        return NULL;
    }
    *at = scalar.end;
    return scalar_value(p, &scalar);
}

static bool read_flow_entry(struct plain *p, bool is_map, size_t *at) {
    struct value_entry entry = {0};
    if (is_map && !scan_key(p, *at, true, &entry, at)) {
        return false;
    }
    *at = skip_spaces(p, *at);
    entry.value = read_flow_value(p, at);
    add_child(p, entry);
    return entry.value != NULL;
}

static struct value *read_flow(struct plain *p, size_t *at) {
    bool is_map = char_at(p, *at) == '{';
    char end = '}';
    if (!is_map) {
        end = ']';
    }
    size_t first = p->n_children;
    struct value *value =
        value_new(p->arena, is_map ? VALUE_MAP : VALUE_LIST, span_from(p, *at, *at + 1));
    if (++p->depth > DEPTH_MAX) {
        return NULL;
    }
    *at = skip_in_flow(p, *at + 1);
    while (char_at(p, *at) != end || p->n_children > first) {
        if (is_first_of_line(p, *at) || !read_flow_entry(p, is_map, at)) {
            return NULL;
        }
        *at = skip_in_flow(p, *at);
        if (char_at(p, *at) == end) {
            break;
        }
        if (char_at(p, *at) != ',') {
            return NULL;
        }
        *at = skip_in_flow(p, *at + 1);
    }
    *at += 1;
    return is_map ? close_map(p, value, first) : close_list(p, value, first);
}

/* --- blocks --------------------------------------------------------------------------------- */

static struct value *read_block(struct plain *p);
static struct value *read_items(struct plain *p, struct span at);

/* The rest of the line from @at on. */
static struct value *read_inline(struct plain *p, size_t at) {
    struct value *value;
    if (is_flow_ahead(p, at)) {
        value = read_flow(p, &at);
        return value && finish_line(p, at) ? value : NULL;
    }
    struct scalar scalar;
    value = scan_scalar(p, at, false, &scalar) ? scalar_value(p, &scalar) : NULL;
    return value && finish_line(p, scalar.end) ? value : NULL;
}

/* What stands behind the colon that ends at @end, of a map in @column: here, below, or nowhere. */
static struct value *read_map_value(struct plain *p, size_t end, int column) {
    size_t at = skip_spaces(p, end);
    bool is_here = char_at(p, at) != '\n' && char_at(p, at) != '#';
    if (is_here && is_block_header(p, at)) {
        return read_block_text(p, at, column);
    }
    if (is_here) {
        return read_inline(p, at);
    }
    if (!next_line(p, end_of_line(p, at) + 1)) {
        return NULL;
    }
    if (p->column > column) {
        return read_block(p);
    }
    if (p->column == column && is_item(p)) {
        return read_items(p, span_from(p, p->at, p->at + 1));
    }
    return value_new(p->arena, VALUE_NULL, span_from(p, end, end));
}

static struct value *read_map(struct plain *p) {
    int column = p->column;
    size_t first = p->n_children;
    struct value *map = value_new(p->arena, VALUE_MAP, span_from(p, p->at, p->at));
    if (++p->depth > DEPTH_MAX) {
        return NULL;
    }
    while (p->column == column) {
        struct value_entry entry;
        size_t end;
        if (!scan_key(p, p->at, false, &entry, &end)) {
            return NULL;
        }
        entry.value = read_map_value(p, end, column);
        if (!entry.value) {
            return NULL;
        }
        add_child(p, entry);
    }
    return p->column < column ? close_map(p, map, first) : NULL;
}

/* "- name: Acme": a map that begins behind the dash. */
static bool is_map_ahead(const struct plain *p, size_t at) {
    struct value_entry key;
    size_t end;
    return !is_flow_ahead(p, at) && scan_key(p, at, false, &key, &end);
}

static struct value *read_item(struct plain *p) {
    size_t at = skip_spaces(p, p->at + 1);
    if (!is_map_ahead(p, at)) {
        return read_inline(p, at);
    }
    p->column += (int)(at - p->at);
    p->at = at;
    return read_map(p);
}

static struct value *read_items(struct plain *p, struct span at) {
    int column = p->column;
    size_t first = p->n_children;
    struct value *list = value_new(p->arena, VALUE_LIST, at);
    if (++p->depth > DEPTH_MAX) {
        return NULL;
    }
    while (p->column == column && is_item(p)) {
        struct value_entry entry = {.value = read_item(p)};
        if (!entry.value) {
            return NULL;
        }
        add_child(p, entry);
    }
    return p->column <= column ? close_list(p, list, first) : NULL;
}

static struct value *read_block(struct plain *p) {
    return is_item(p) ? read_items(p, span_from(p, p->at, p->at)) : read_map(p);
}

/* --- the whole ------------------------------------------------------------------------------ */

/* C1 controls, line and paragraph separators, byte order marks, and what is no character. */
static bool is_odd_character(const unsigned char *at) {
    return (at[0] == 0xC2 && at[1] < 0xA0) ||
           (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9)) ||
           (at[0] == 0xEF &&
            ((at[1] == 0xBB && at[2] == 0xBF) || (at[1] == 0xBF && at[2] >= 0xBE)));
}

/* Whether the eight bytes at @at are letters, signs and spaces of ASCII: nearly all of a file is.
 */
static bool is_plain_word(const unsigned char *at) {
    static const uint64_t HIGH = 0x8080808080808080, LOW = 0x0101010101010101;
    uint64_t word;
    memcpy(&word, at, sizeof word);
    uint64_t is_control = word - LOW * ' ', is_delete_or_more = word + LOW;
    return ((word | is_control | is_delete_or_more) & HIGH) == 0;
}

static bool are_plain_bytes(const unsigned char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        bool is_control = bytes[i] < ' ' && bytes[i] != '\n';
        if (is_control || bytes[i] == 0x7F || (bytes[i] >= 0xC2 && is_odd_character(bytes + i))) {
            return false;
        }
    }
    return true;
}

/* Sources are UTF-8 and end with a NUL, so that a character's bytes are all there. */
static bool has_plain_characters(struct str text) {
    const unsigned char *bytes = (const unsigned char *)text.p;
    size_t n_whole = text.n - text.n % sizeof(uint64_t);
    for (size_t i = 0; i < n_whole; i += sizeof(uint64_t)) {
        if (!is_plain_word(bytes + i) && !are_plain_bytes(bytes + i, sizeof(uint64_t))) {
            return false;
        }
    }
    return are_plain_bytes(bytes + n_whole, text.n - n_whole);
}

/* A slice need not end with its line, but somewhere the line has to. */
static bool has_last_break(struct str text) {
    return text.n > 0 &&
           (text.p[text.n - 1] == '\n' || text.p[text.n] == '\n' || text.p[text.n] == '\0');
}

bool load_yaml_plain(Arena *arena, const struct yaml_slice *slice, struct value **ret) {
    struct plain plain = {.arena = arena,
                          .source = slice->source,
                          .text = str_slice(slice->source->text, slice->begin, slice->end),
                          .begin = slice->begin};
    if (plain.text.n > LOAD_VALUES_MAX || !has_last_break(plain.text) ||
        !has_plain_characters(plain.text) || !next_line(&plain, 0) || plain.column < 0) {
        return false;
    }
    struct value *root = read_block(&plain);
    g_free(plain.children);
    diags_clear(&plain.diags);
    if (!root || plain.column >= 0) {
        return false;
    }
    *ret = root;
    return true;
}

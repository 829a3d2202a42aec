/*
 * The plain part of YAML, read in one walk over the lines.
 *
 * Partners' files are block maps and lists, maps and lists in braces on one line, texts on one
 * line or folded with ">-", and comments. libyaml needs some 250 instructions a byte for them,
 * which was a quarter of all work for a document of a batch; this takes some 40. What is not plain
 * (texts over several lines, anchors, tags, escapes, tabs ...), and whatever may be a mistake, is
 * left to libyaml, which reads the whole again and says what is wrong. So nothing is reported here,
 * and the values, with their places, are libyaml's: tests/unit/test_load_yaml_plain.c and the
 * fuzzer compare the two.
 *
 * A place where only libyaml knows makes a function return NULL or false, up to the top.
 */
#include "load_yaml_plain_priv.h"

#include <string.h>

enum { DEPTH_MAX = LOAD_DEPTH_MAX / 2 };

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
    if (plain_is_flow(p, *at)) {
        return read_flow(p, at);
    }
    if (!plain_scan_scalar(p, *at, true, &scalar)) {
        return NULL;
    }
    *at = scalar.end;
    return plain_scalar_value(p, &scalar);
}

static bool read_flow_entry(struct plain *p, bool is_map, size_t *at) {
    struct value_entry entry = {0};
    if (is_map && !plain_scan_key(p, *at, true, &entry, at)) {
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
    if (plain_is_flow(p, at)) {
        value = read_flow(p, &at);
        return value && finish_line(p, at) ? value : NULL;
    }
    struct scalar scalar;
    value = plain_scan_scalar(p, at, false, &scalar) ? plain_scalar_value(p, &scalar) : NULL;
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
        if (!plain_scan_key(p, p->at, false, &entry, &end)) {
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
    return !plain_is_flow(p, at) && plain_scan_key(p, at, false, &key, &end);
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

/* The slice with the end of its last line behind it, up to which words are looked for: a file that
 * does not end with a line is copied with one. Empty: the slice ends amid a line. */
static struct str whole_lines(Arena *arena, const struct yaml_slice *slice) {
    struct str source = slice->source->text;
    struct str text = str_slice(source, slice->begin, slice->end);
    bool is_last = slice->end >= source.n;
    if (text.n == 0 || text.p[text.n - 1] == '\n' || (!is_last && source.p[slice->end] == '\n')) {
        return text;
    }
    if (!is_last) {
        return STR("");
    }
    char *copy = arena_alloc(arena, text.n + 1);
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\n';
    return (struct str){copy, text.n};
}

bool load_yaml_plain(Arena *arena, const struct yaml_slice *slice, struct value **ret) {
    struct plain plain = {.arena = arena,
                          .source = slice->source,
                          .text = whole_lines(arena, slice),
                          .begin = slice->begin};
    if (plain.text.n == 0 || plain.text.n > LOAD_VALUES_MAX || !has_plain_characters(plain.text) ||
        !next_line(&plain, 0) || plain.column < 0) {
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

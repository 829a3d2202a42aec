/*
 * JSON to values, by a scanner of its own and not by a JSON library.
 *
 * cJSON, the library at hand, keeps numbers as doubles only, ends strings at \u0000, takes "01",
 * "1.", control characters and text behind the value, and tells no offsets. To put that right a
 * scanner has to walk the whole grammar before it; this is that scanner, and it builds the values
 * too.
 *
 * Recursion is bounded by LOAD_DEPTH_MAX. A value's pointer is its parent's with one step more;
 * where keys are so long that pointers would grow with the square of the text, the parent's is
 * kept.
 *
 * Source: RFC 8259; pointers RFC 6901 sections 3 and 4.
 */
#include "load_priv.h"

#include <string.h>

enum { POINTER_BYTES_MAX = 1024 };

struct reader {
    Arena *arena;
    const struct source *source;
    struct diags *diags;
    struct str text;
    size_t at;
    int depth;
    size_t n_values;
    GString *scratch; /* a string whose escapes are being undone */
};

static bool complain(struct reader *r, size_t at, const char *message, const char *hint) {
    size_t begin = MIN(at, r->text.n);
    diag_error(r->diags, span_of(r->source, begin, begin + 1), DIAG_JSON_SYNTAX, "%s", message);
    if (hint) {
        diag_hint(r->diags, "%s", hint);
    }
    return false;
}

static char peek(const struct reader *r) {
    if (r->at < r->text.n) {
        return r->text.p[r->at];
    }
    return '\0';
}

static void skip_space(struct reader *r) {
    while (r->at < r->text.n && (r->text.p[r->at] == ' ' || r->text.p[r->at] == '\t' ||
                                 r->text.p[r->at] == '\n' || r->text.p[r->at] == '\r')) {
        r->at++;
    }
}

/* --- strings -------------------------------------------------------------------------------- */

static bool read_hex(struct reader *r, size_t at, gunichar *ret) {
    *ret = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < r->text.n ? g_ascii_xdigit_value(r->text.p[i]) : -1;
        if (digit < 0) {
            return complain(r, i, "\\u needs four hexadecimal digits", NULL);
        }
        *ret = *ret * 16 + (gunichar)digit;
    }
    return true;
}

/* @r->at stands behind the "u". Characters above U+FFFF are written as two surrogates. */
static bool read_unicode_escape(struct reader *r) {
    gunichar c, low = 0;
    size_t begin = r->at - 2;
    if (!read_hex(r, r->at, &c)) {
        return false;
    }
    r->at += 4;
    if (c >= 0xD800 && c <= 0xDFFF) {
        bool has_low = c < 0xDC00 && str_starts_with(str_skip(r->text, r->at), "\\u");
        if (has_low && !read_hex(r, r->at + 2, &low)) {
            return false;
        }
        if (low < 0xDC00 || low > 0xDFFF) {
            return complain(r, begin, "half of a surrogate pair stands alone",
                            "Write the character itself, or both \\u escapes of its pair.");
        }
        r->at += 6;
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    if (c == 0) {
        g_string_append_c(r->scratch, '\0');
    } else {
        g_string_append_unichar(r->scratch, c);
    }
    return true;
}

static bool read_escape(struct reader *r) {
    static const char names[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    r->at++;
    char name = peek(r);
    const char *found = name ? strchr(names, name) : NULL;
    r->at++;
    if (found) {
        g_string_append_c(r->scratch, meanings[found - names]);
        return true;
    }
    return name == 'u' ? read_unicode_escape(r)
                       : complain(r, r->at - 2, "this escape does not exist",
                                  "Write \"\\\\\" for a backslash.");
}

/* How many bytes stand for themselves. */
static size_t plain_length(const struct reader *r) {
    size_t at = r->at;
    while (at < r->text.n && r->text.p[at] != '"' && r->text.p[at] != '\\' &&
           (unsigned char)r->text.p[at] >= 0x20) {
        at++;
    }
    return at - r->at;
}

static bool read_escaped_string(struct reader *r, size_t begin, struct str *ret) {
    g_string_truncate(r->scratch, 0);
    for (;;) {
        size_t n = plain_length(r);
        g_string_append_len(r->scratch, r->text.p + r->at, (gssize)n);
        r->at += n;
        if (r->at == r->text.n) {
            return complain(r, begin, "a string is never closed",
                            "Add the missing quotation mark.");
        }
        if (peek(r) == '"') {
            r->at++;
            *ret = str_from_gstring(r->arena, r->scratch);
            return true;
        }
        if (peek(r) != '\\') {
            return complain(r, r->at, "a string holds a control character",
                            "Write \\n for a line's end and \\t for a tab.");
        }
        if (!read_escape(r)) {
            return false;
        }
    }
}

/* @r->at stands on the quotation mark. A string without escapes is lent. */
static bool read_string(struct reader *r, struct str *ret) {
    size_t begin = r->at++;
    size_t n = plain_length(r);
    if (r->at + n < r->text.n && r->text.p[r->at + n] == '"') {
        *ret = str_slice(r->text, r->at, r->at + n);
        r->at += n + 1;
        return true;
    }
    return read_escaped_string(r, begin, ret);
}

/* --- values --------------------------------------------------------------------------------- */

static const char *child_pointer(struct reader *r, const char *parent, struct str step) {
    size_t n = strlen(parent), extra = 0;
    for (size_t i = 0; i < step.n; i++) {
        extra += step.p[i] == '~' || step.p[i] == '/';
    }
    if (n + 1 + step.n + extra > POINTER_BYTES_MAX) {
        return parent;
    }
    char *pointer = arena_alloc(r->arena, n + 1 + step.n + extra + 1);
    char *to = mempcpy(pointer, parent, n);
    *to++ = '/';
    for (size_t i = 0; i < step.n; i++) {
        char c = step.p[i];
        if (c == '~' || c == '/') {
            *to++ = '~';
            c = c == '~' ? '0' : '1';
        }
        /* A NUL byte would end the pointer; no other control character can pass unseen either. */
        if ((unsigned char)c < 0x20) {
            c = '?';
        }
        *to++ = c;
    }
    return pointer;
}

static struct span place(const struct reader *r, size_t begin, const char *pointer) {
    return (struct span){.source = r->source, .begin = begin, .end = r->at, .pointer = pointer};
}

static bool read_value(struct reader *r, const char *pointer, struct value **ret);

static bool read_number(struct reader *r, const char *pointer, struct value **ret) {
    struct str rest = str_skip(r->text, r->at);
    size_t n = load_number_length(rest), begin = r->at;
    if (n == 0) {
        return complain(r, r->at, "a number is malformed",
                        "Write digits without leading zeros or separators, such as -12.5.");
    }
    r->at += n;
    struct value *value = value_new(r->arena, VALUE_NUMBER, place(r, begin, pointer));
    if (!decimal_parse(str_slice(rest, 0, n), &value->number)) {
        value->kind = VALUE_STRING;
        value->string = str_slice(rest, 0, n);
        load_warn_of_range(r->diags, value->at, value->string);
    }
    *ret = value;
    return true;
}

static bool read_word(struct reader *r, const char *pointer, struct value **ret) {
    static const struct {
        const char *word;
        enum value_kind kind;
        bool boolean;
    } words[] = {
        {"null", VALUE_NULL, false}, {"true", VALUE_BOOL, true}, {"false", VALUE_BOOL, false}};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (str_starts_with(str_skip(r->text, r->at), words[i].word)) {
            size_t begin = r->at;
            r->at += strlen(words[i].word);
            *ret = value_new(r->arena, words[i].kind, place(r, begin, pointer));
            if (words[i].boolean) {
                (*ret)->boolean = true;
            }
            return true;
        }
    }
    if (r->at >= r->text.n) {
        return complain(r, r->at, "the text ends where a value should stand", NULL);
    }
    return complain(r, r->at, "no value begins with this character",
                    "Put texts in double quotes; words are null, true and false.");
}

/* Behind an item: true at a comma; false at the end or after an error, told apart by *ret_is_fine.
 */
static bool goes_on(struct reader *r, char closing, size_t opened, bool *ret_is_fine) {
    skip_space(r);
    char c = peek(r);
    *ret_is_fine = c == ',' || c == closing;
    if (*ret_is_fine) {
        r->at++;
        return c == ',';
    }
    complain(r, r->at,
             closing == ']' ? "a list lacks \",\" or \"]\"" : "a map lacks \",\" or \"}\"", NULL);
    diag_note(r->diags, span_of(r->source, opened, opened + 1), "it begins here");
    return false;
}

static bool read_list(struct reader *r, const char *pointer, struct value *list) {
    size_t opened = r->at++;
    bool is_fine = true;
    skip_space(r);
    if (peek(r) == ']') {
        r->at++;
        return true;
    }
    do {
        char step[24];
        int n = g_snprintf(step, sizeof step, "%zu", list->list.n);
        struct value *item = NULL;
        const char *item_pointer = child_pointer(r, pointer, (struct str){step, (size_t)n});
        if (!read_value(r, item_pointer, &item)) {
            return false;
        }
        value_append(r->arena, list, item);
    } while (goes_on(r, ']', opened, &is_fine));
    return is_fine;
}

/* RFC 8259 section 4 leaves open what counts; as in most readers it is the last. */
static void keep_last(struct reader *r, struct value *map) {
    struct duplicate_key *pairs;
    size_t n = load_find_duplicates(r->arena, map, &pairs);
    for (size_t i = 0; i < n; i++) {
        struct value_entry *again = &map->map.entries[pairs[i].again];
        diag_warning(r->diags, again->key_at, DIAG_JSON_DUPLICATE,
                     "key \"" STR_FMT "\" stands twice in one map, the last one counts",
                     STR_ARG(again->key));
        diag_hint(r->diags, "Remove one of the two, or rename it.");
        map->map.entries[pairs[i].first].value = again->value;
        map->map.entries[pairs[i].first].key_at = again->key_at;
        again->value = NULL;
    }
    size_t kept = 0;
    for (size_t i = 0; n > 0 && i < map->map.n; i++) {
        if (map->map.entries[i].value) {
            map->map.entries[kept++] = map->map.entries[i];
        }
    }
    map->map.n = n > 0 ? kept : map->map.n;
}

static bool read_entry(struct reader *r, const char *pointer, struct value *map) {
    struct value_entry entry = {0};
    skip_space(r);
    size_t begin = r->at;
    if (peek(r) != '"') {
        return complain(r, r->at, "a key is missing here",
                        "Put keys in double quotes; no comma before \"}\".");
    }
    if (!read_string(r, &entry.key)) {
        return false;
    }
    const char *entry_pointer = child_pointer(r, pointer, entry.key);
    entry.key_at = place(r, begin, entry_pointer);
    skip_space(r);
    if (peek(r) != ':') {
        return complain(r, r->at, "a key has no \":\" after it", NULL);
    }
    r->at++;
    if (!read_value(r, entry_pointer, &entry.value)) {
        return false;
    }
    load_append_entry(r->arena, map, &entry);
    return true;
}

static bool read_map(struct reader *r, const char *pointer, struct value *map) {
    size_t opened = r->at++;
    bool is_fine = true;
    skip_space(r);
    if (peek(r) == '}') {
        r->at++;
        return true;
    }
    do {
        if (!read_entry(r, pointer, map)) {
            return false;
        }
    } while (goes_on(r, '}', opened, &is_fine));
    if (is_fine) {
        keep_last(r, map);
    }
    return is_fine;
}

static bool read_container(struct reader *r, const char *pointer, struct value **ret) {
    bool is_list = peek(r) == '[';
    if (r->depth == LOAD_DEPTH_MAX) {
        diag_error(r->diags, span_of(r->source, r->at, r->at + 1), DIAG_DATA_DEPTH,
                   "lists and maps nest deeper than %d", LOAD_DEPTH_MAX);
        diag_hint(r->diags, "Flatten the data.");
        return false;
    }
    r->depth++;
    struct value *value =
        value_new(r->arena, is_list ? VALUE_LIST : VALUE_MAP, place(r, r->at, pointer));
    if (!(is_list ? read_list(r, pointer, value) : read_map(r, pointer, value))) {
        return false;
    }
    value->at.end = r->at;
    r->depth--;
    *ret = value;
    return true;
}

static bool read_value(struct reader *r, const char *pointer, struct value **ret) {
    skip_space(r);
    size_t begin = r->at;
    char c = peek(r);
    if (++r->n_values > LOAD_VALUES_MAX) {
        return diag_error(r->diags, span_of(r->source, begin, begin + 1), DIAG_DATA_SIZE,
                          "the file holds more than %d values", LOAD_VALUES_MAX);
    }
    if (c == '[' || c == '{') {
        return read_container(r, pointer, ret);
    }
    if (c == '"') {
        struct str string;
        if (!read_string(r, &string)) {
            return false;
        }
        *ret = value_new_string(r->arena, place(r, begin, pointer), string);
        return true;
    }
    return c == '-' || g_ascii_isdigit(c) ? read_number(r, pointer, ret)
                                          : read_word(r, pointer, ret);
}

bool load_json(Arena *arena, const struct source *source, struct diags *diags, struct value **ret) {
    struct reader r = {.arena = arena,
                       .source = source,
                       .diags = diags,
                       .text = source->text,
                       .scratch = g_string_new(NULL)};
    struct value *value = NULL;
    bool is_read = read_value(&r, "", &value);
    g_string_free(r.scratch, TRUE);
    if (!is_read) {
        return false;
    }
    skip_space(&r);
    if (r.at < r.text.n) {
        return complain(&r, r.at, "text stands behind the value", "Keep one value a file.");
    }
    *ret = value;
    return true;
}

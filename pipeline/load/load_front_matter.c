#include "load_priv.h"

#include <string.h>

/* Spaces behind the marks are usual in files that were edited by hand. */
static bool is_line(struct str line, const char *mark) {
    return str_starts_with(line, mark) && str_trim(line).n == strlen(mark);
}

static bool is_blank(struct str text) {
    return str_trim(text).n == 0;
}

/* "title: ..." as front matter has it; words behind a rule begin with a capital. */
static bool is_field(struct str line) {
    size_t n = 0;
    while (n < line.n && (g_ascii_islower(line.p[n]) || line.p[n] == '_' || line.p[n] == '-')) {
        n++;
    }
    struct str rest = str_skip(line, n);
    return n > 0 && rest.n > 0 && rest.p[0] == ':' && (rest.n == 1 || g_ascii_isspace(rest.p[1]));
}

struct front_matter {
    size_t begin, end; /* the YAML */
    size_t body;
    bool is_closed;
};

/*
 * A rule opens a document as often as front matter does. It is front matter only if its first line
 * is not blank, and if it is closed; else, if that line is a field, somebody meant it to be.
 */
static bool find_front_matter(struct str text, struct front_matter *ret) {
    struct str rest = text, line;
    if (!str_next_line(&rest, &line) || !is_line(line, "---")) {
        return false;
    }
    struct front_matter found = {.begin = (size_t)(rest.p - text.p)};
    bool has_field = false;
    for (bool is_first = true; str_next_line(&rest, &line); is_first = false) {
        if (is_line(line, "---") || is_line(line, "...")) {
            found.end = (size_t)(line.p - text.p);
            found.body = (size_t)(rest.p - text.p);
            found.is_closed = true;
            *ret = found;
            return true;
        }
        if (is_first && is_blank(line)) {
            return false;
        }
        has_field = has_field || (is_first && is_field(line));
    }
    *ret = found;
    return has_field;
}

static void report_unclosed(const struct source *source, struct diags *diags) {
    diag_warning(diags, span_of(source, 0, 3), DIAG_FRONT_MATTER,
                 "the front matter that begins here has no end, and is shown as text");
    diag_hint(diags, "End it with a line of three hyphens, or leave a blank line below a rule.");
}

void load_front_matter(Arena *arena, const struct source *source, struct diags *diags,
                       struct value **ret_meta, size_t *ret_body) {
    struct front_matter found;
    *ret_body = 0;
    *ret_meta = value_new(arena, VALUE_MAP, span_of_file(source));
    if (!find_front_matter(source->text, &found)) {
        return;
    }
    if (!found.is_closed) {
        report_unclosed(source, diags);
        return;
    }
    const struct yaml_slice slice = {
        .source = source, .begin = found.begin, .end = found.end, .is_front_matter = true};
    struct value *meta = NULL;
    if (!load_yaml_read(arena, &slice, diags, &meta)) {
        *ret_body = found.body;
        return;
    }
    bool is_empty =
        meta->kind == VALUE_NULL && is_blank(str_slice(source->text, found.begin, found.end));
    if (meta->kind == VALUE_MAP || is_empty) {
        *ret_body = found.body;
        *ret_meta = is_empty ? *ret_meta : meta;
    }
    /* Else the lines are rules with text between them, which must not be lost. */
}

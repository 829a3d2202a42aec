#include "load_priv.h"

#include <string.h>

/* Spaces behind the marks are usual in files that were edited by hand. */
static bool is_line(struct str line, const char *mark) {
    return str_starts_with(line, mark) && str_trim(line).n == strlen(mark);
}

static bool is_blank(struct str text) {
    return str_trim(text).n == 0;
}

struct front_matter {
    size_t begin, end; /* the YAML */
    size_t body;
};

/*
 * A rule opens a document as often as front matter does. It is front matter only if it is closed
 * and its first line is not blank.
 */
static bool find_front_matter(struct str text, struct front_matter *ret) {
    struct str rest = text, line;
    if (!str_next_line(&rest, &line) || !is_line(line, "---")) {
        return false;
    }
    struct front_matter found = {.begin = (size_t)(rest.p - text.p)};
    for (bool is_first = true; str_next_line(&rest, &line); is_first = false) {
        if (is_line(line, "---") || is_line(line, "...")) {
            found.end = (size_t)(line.p - text.p);
            found.body = (size_t)(rest.p - text.p);
            *ret = found;
            return true;
        }
        if (is_first && is_blank(line)) {
            return false;
        }
    }
    return false;
}

void load_front_matter(Arena *arena, const struct source *source, struct diags *diags,
                       struct value **ret_meta, size_t *ret_body) {
    struct front_matter found;
    *ret_body = 0;
    *ret_meta = value_new(arena, VALUE_MAP, span_of_file(source));
    if (!find_front_matter(source->text, &found)) {
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

/*
 * fill_uses_figure.c - names in the fences of figures (docs/figures.md, fields of the kind "data").
 *
 * The YAML is read line by line, as people write it: "field: name | filter", also between braces.
 * What is written otherwise (over several lines, with anchors) is drawn, but not found here.
 */
#include "fill_uses_priv.h"

#include <string.h>

struct figure_field {
    const char *figure, *field;
};

static const struct figure_field figure_fields[] = {
    {"chart", "data"},  {"timeline", "data"}, {"kpis", "trend"},
    {"kpis", "target"}, {"kpis", "amount"},   {"kpis", "than"},
};

bool is_figure_name(struct str figure, struct str field) {
    for (size_t i = 0; i < G_N_ELEMENTS(figure_fields); i++) {
        if (str_is(field, figure_fields[i].field) &&
            (figure.n == 0 || str_is(figure, figure_fields[i].figure))) {
            return true;
        }
    }
    return false;
}

/* A line without the signs of quotes and list items before its content. */
static struct str line_content(struct str line) {
    size_t n = 0;
    while (n < line.n && strchr(" \t>-*+", line.p[n])) {
        n++;
    }
    return str_trim(str_skip(line, n));
}

/* How many fence characters the line starts with; 0: fewer than three. */
static size_t fence_length(struct str content, char sign) {
    size_t n = 0;
    while (n < content.n && content.p[n] == sign) {
        n++;
    }
    return n >= 3 ? n : 0;
}

/* A fence that is open. */
struct fence {
    char sign;
    size_t length;     /* 0: none */
    struct str figure; /* the first word behind it */
};

/* True: the line is inside a fence. */
static bool read_line(struct fence *fence, struct str line) {
    struct str content = line_content(line);
    if (fence->length > 0) {
        size_t n = fence_length(content, fence->sign);
        bool is_end = n >= fence->length && n == content.n;
        fence->length = is_end ? 0 : fence->length;
        return !is_end;
    }
    char sign = content.n > 0 ? content.p[0] : '\0';
    size_t n = sign == '`' || sign == '~' ? fence_length(content, sign) : 0;
    if (n > 0) {
        *fence = (struct fence){.sign = sign, .length = n};
        struct str rest;
        str_cut(str_trim(str_skip(content, n)), ' ', &fence->figure, &rest);
    }
    return false;
}

/* Past "field:" (the field perhaps in quotes); 0: what starts at @at is no field with a name. */
static size_t field_length(struct str figure, struct str line, size_t at) {
    size_t begin = at + (at < line.n && strchr("'\"", line.p[at]) ? 1 : 0), end = begin;
    while (end < line.n && (g_ascii_isalnum(line.p[end]) || line.p[end] == '_')) {
        end++;
    }
    struct str field = str_slice(line, begin, end);
    while (end < line.n && strchr(" \t\"'", line.p[end])) {
        end++;
    }
    bool is_field = end < line.n && line.p[end] == ':' && is_figure_name(figure, field);
    return is_field ? end + 1 : 0;
}

static size_t skip_blanks(struct str line, size_t at) {
    while (at < line.n && strchr(" \t", line.p[at])) {
        at++;
    }
    return at;
}

/* The scalar that starts at @at: between quotes, else up to a comment or the end of its braces. */
static struct str read_scalar(struct str line, size_t at, bool is_flow) {
    size_t begin = skip_blanks(line, at);
    char quote = begin < line.n && strchr("'\"", line.p[begin]) ? line.p[begin] : '\0';
    begin += quote != '\0';
    size_t end = begin;
    for (; end < line.n; end++) {
        char c = line.p[end];
        bool is_comment = c == '#' && strchr(" \t", line.p[end - 1]);
        if (quote ? c == quote : is_comment || (is_flow && strchr(",}]", c))) {
            break;
        }
    }
    struct str scalar = str_trim(str_slice(line, begin, end));
    while (!quote && scalar.n > 0 && strchr(",}]", scalar.p[scalar.n - 1])) {
        scalar.n--; /* of braces that opened in a line before */
    }
    return scalar;
}

/* A number is itself, and a tag or a list is no name. */
static bool is_name(struct str scalar) {
    struct decimal number;
    return scalar.n > 0 && !strchr("{[|>&*!\\", scalar.p[0]) &&
           str_find(scalar, STR("{{"), 0) == scalar.n && !decimal_parse(scalar, &number) &&
           !str_is(scalar, "null") && !str_is(scalar, "~");
}

struct found {
    struct str *items;
    size_t n, capacity;
};

static void read_field(Arena *arena, struct str figure, struct str line, size_t at, bool is_flow,
                       struct found *found) {
    size_t value = field_length(figure, line, at);
    struct str scalar = value > 0 ? read_scalar(line, value, is_flow) : STR("");
    if (is_name(scalar)) {
        found->items =
            arena_grow(arena, found->items, found->n, &found->capacity, sizeof *found->items);
        found->items[found->n++] = scalar;
    }
}

/* The field that the line starts with, and those behind "{" and ",". */
static void read_fields(Arena *arena, struct str figure, struct str line, struct found *found) {
    struct str content = line_content(line);
    char quote = '\0';
    bool is_flow = false;
    read_field(arena, figure, content, 0, false, found);
    for (size_t i = 0; i < content.n; i++) {
        char c = content.p[i];
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (strchr("'\"", c)) {
            quote = c;
        } else if (c == '#' && i > 0 && strchr(" \t", content.p[i - 1])) {
            return;
        } else if (c == '{' || (c == ',' && is_flow)) {
            is_flow = true;
            read_field(arena, figure, content, skip_blanks(content, i + 1), true, found);
        }
    }
}

size_t find_figure_names(Arena *arena, struct str text, const struct str **ret) {
    struct fence fence = {0};
    struct found found = {0};
    struct str line;
    while (str_next_line(&text, &line)) {
        if (read_line(&fence, line)) {
            read_fields(arena, fence.figure, line, &found);
        }
    }
    *ret = found.items;
    return found.n;
}

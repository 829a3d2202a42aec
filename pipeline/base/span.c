#include "span.h"

struct span span_of(const struct source *source, size_t begin, size_t end) {
    return (struct span){.source = source, .begin = begin, .end = end};
}

struct span span_of_file(const struct source *source) {
    return (struct span){.source = source};
}

struct span span_of_str(const struct source *source, struct str slice) {
    g_assert(slice.p >= source->text.p && slice.p + slice.n <= source->text.p + source->text.n);
    size_t begin = (size_t)(slice.p - source->text.p);
    return span_of(source, begin, begin + slice.n);
}

static bool is_place(struct span at) {
    return at.source && !at.pointer && at.source->text.n > 0 && (at.begin > 0 || at.end > 0);
}

void span_locate(struct span at, unsigned *ret_line, unsigned *ret_column) {
    *ret_line = *ret_column = 0;
    if (!is_place(at)) {
        return;
    }
    const char *text = at.source->text.p;
    size_t end = MIN(at.begin, at.source->text.n);
    unsigned line = 1, column = 1;
    for (size_t i = 0; i < end; i++) {
        if (text[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            column++;
        }
    }
    *ret_line = line;
    *ret_column = column;
}

char *span_format(Arena *arena, struct span at) {
    if (!at.source) {
        return arena_strdup(arena, "");
    }
    if (at.pointer) {
        return arena_printf(arena, "%s#%s", at.source->path, at.pointer);
    }
    unsigned line, column;
    span_locate(at, &line, &column);
    if (line == 0) {
        return arena_strdup(arena, at.source->path);
    }
    return arena_printf(arena, "%s:%u:%u", at.source->path, line, column);
}

const struct source *source_new(Arena *arena, const char *path, struct str text) {
    struct source *source = ARENA_NEW(arena, struct source);
    source->path = arena_strdup(arena, path);
    source->text = text;
    return source;
}

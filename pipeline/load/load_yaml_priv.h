/*
 * load_yaml_priv.h - libyaml's events with byte offsets, and scalars; shared by load_yaml.c and
 * load_yaml_head.c.
 */
#pragma once

#include "load_priv.h"

#include <yaml.h>

/*
 * libyaml counts characters; this walks from the last mark to the next, so the total is linear, and
 * strides over runs of ASCII.
 */
struct yaml_cursor {
    struct str text; /* of the slice */
    size_t index;    /* characters before byte */
    size_t byte;
    size_t special; /* from byte on, the first byte that is not ASCII */
};

void yaml_cursor_init(struct yaml_cursor *cursor, struct str text);
size_t yaml_cursor_byte(struct yaml_cursor *cursor, size_t index);

enum yaml_tag {
    MEANS_NONE,
    MEANS_TEXT,
    MEANS_NUMBER,
    MEANS_BOOLEAN,
    MEANS_NULL,
    MEANS_COLLECTION,
    MEANS_OTHER
};

/* @tag NULL: MEANS_NONE. */
enum yaml_tag yaml_tag_meaning(const yaml_char_t *tag);

/* @value, a string so far, becomes null, a boolean or a number where the plain @text is one. */
void yaml_resolve_plain(struct diags *diags, struct value *value, struct str text);

/* load_yaml_plain.c: false where the slice is not plain enough; nothing is reported. */
bool load_yaml_plain(Arena *arena, const struct yaml_slice *slice, struct value **ret);

/* load_yaml.c: by libyaml, whatever the slice holds. */
bool load_yaml_events(Arena *arena, const struct yaml_slice *slice, struct diags *diags,
                      struct value **ret);

/* A parser that reads @text; g_auto(yaml_parser_t) ends it. */
void yaml_parser_open(yaml_parser_t *parser, struct str text);
void yaml_parser_open_by(yaml_parser_t *parser, yaml_read_handler_t *read, void *data);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_parser_t, yaml_parser_delete)

/*
 * load_yaml_priv.h - libyaml's events with byte offsets; shared by load_yaml.c and
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

/* A parser that reads @text; g_auto(yaml_parser_t) ends it. */
void yaml_parser_open(yaml_parser_t *parser, struct str text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_parser_t, yaml_parser_delete)

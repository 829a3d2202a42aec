/*
 * load_yaml_priv.h - libyaml's events with byte offsets; shared by load_yaml.c and
 * load_yaml_head.c.
 */
#pragma once

#include "load_priv.h"

#include <yaml.h>

/* libyaml counts characters; this walks from the last mark to the next, so the total is linear. */
struct yaml_cursor {
    struct str text; /* of the slice */
    bool is_ascii;
    size_t index; /* characters before byte */
    size_t byte;
};

void yaml_cursor_init(struct yaml_cursor *cursor, struct str text);
size_t yaml_cursor_byte(struct yaml_cursor *cursor, size_t index);

/* A parser that reads @text; g_auto(yaml_parser_t) ends it. */
void yaml_parser_open(yaml_parser_t *parser, struct str text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_parser_t, yaml_parser_delete)

#include "load_yaml_priv.h"

#include <string.h>

/* The next byte from @at on that is not ASCII, or text.n: eight bytes a step. */
static size_t find_special(struct str text, size_t at) {
    uint64_t eight;
    for (; at + sizeof eight <= text.n; at += sizeof eight) {
        memcpy(&eight, text.p + at, sizeof eight);
        if (eight & 0x8080808080808080) {
            break;
        }
    }
    while (at < text.n && (unsigned char)text.p[at] < 0x80) {
        at++;
    }
    return at;
}

void yaml_cursor_init(struct yaml_cursor *cursor, struct str text) {
    *cursor = (struct yaml_cursor){.text = text, .special = find_special(text, 0)};
}

static bool is_inside_character(struct str text, size_t byte) {
    return byte < text.n && ((unsigned char)text.p[byte] & 0xC0) == 0x80;
}

static void step_over_special(struct yaml_cursor *cursor) {
    do {
        cursor->byte++;
    } while (is_inside_character(cursor->text, cursor->byte));
    cursor->index++;
    cursor->special = find_special(cursor->text, cursor->byte);
}

static void step_back(struct yaml_cursor *cursor) {
    do {
        cursor->byte--;
    } while (is_inside_character(cursor->text, cursor->byte));
    cursor->index--;
    if ((unsigned char)cursor->text.p[cursor->byte] >= 0x80) {
        cursor->special = cursor->byte;
    }
}

size_t yaml_cursor_byte(struct yaml_cursor *cursor, size_t index) {
    while (cursor->index > index) {
        step_back(cursor);
    }
    while (cursor->index < index && cursor->byte < cursor->text.n) {
        size_t run = MIN(index - cursor->index, cursor->special - cursor->byte);
        cursor->byte += run;
        cursor->index += run;
        if (cursor->index < index && cursor->byte < cursor->text.n) {
            step_over_special(cursor);
        }
    }
    return cursor->byte;
}

static void initialize(yaml_parser_t *parser) {
    /* It fails for want of memory only, and then GLib would have ended the program before. */
    int is_ready = yaml_parser_initialize(parser);
    g_assert(is_ready);
    /* Told, libyaml does not look for a byte order mark, which it would leave out of its count. */
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
}

void yaml_parser_open(yaml_parser_t *parser, struct str text) {
    initialize(parser);
    yaml_parser_set_input_string(parser, (const unsigned char *)text.p, text.n);
}

void yaml_parser_open_by(yaml_parser_t *parser, yaml_read_handler_t *read, void *data) {
    initialize(parser);
    yaml_parser_set_input(parser, read, data);
}

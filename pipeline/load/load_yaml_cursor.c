#include "load_yaml_priv.h"

static bool is_ascii(struct str text) {
    unsigned char all = 0;
    for (size_t i = 0; i < text.n; i++) {
        all |= (unsigned char)text.p[i];
    }
    return all < 0x80;
}

void yaml_cursor_init(struct yaml_cursor *cursor, struct str text) {
    *cursor = (struct yaml_cursor){.text = text, .is_ascii = is_ascii(text)};
}

static bool is_inside_character(struct str text, size_t byte) {
    return byte < text.n && ((unsigned char)text.p[byte] & 0xC0) == 0x80;
}

size_t yaml_cursor_byte(struct yaml_cursor *cursor, size_t index) {
    struct str text = cursor->text;
    if (cursor->is_ascii) {
        return MIN(index, text.n);
    }
    while (cursor->index < index && cursor->byte < text.n) {
        do {
            cursor->byte++;
        } while (is_inside_character(text, cursor->byte));
        cursor->index++;
    }
    while (cursor->index > index) {
        do {
            cursor->byte--;
        } while (is_inside_character(text, cursor->byte));
        cursor->index--;
    }
    return cursor->byte;
}

void yaml_parser_open(yaml_parser_t *parser, struct str text) {
    /* It fails for want of memory only, and then GLib would have ended the program before. */
    int is_ready = yaml_parser_initialize(parser);
    g_assert(is_ready);
    /* Told, libyaml does not look for a byte order mark, which it would leave out of its count. */
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, (const unsigned char *)text.p, text.n);
}

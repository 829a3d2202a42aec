/*
 * Texts that were escaped for HTML before they were stored, as PartnerOS does with partners.json.
 */
#include "load_state_priv.h"

#include <string.h>

/* What an escaping function makes; other names are left to the texts that mean them. */
static const struct {
    const char *name;
    char character;
} named[] = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}};

/* "#39;" or "#x27;" at the start of @s: its length, 0 where it is no character. */
static size_t numeric_length(struct str s, gunichar *ret) {
    bool is_hex = s.n > 1 && (s.p[1] == 'x' || s.p[1] == 'X');
    size_t begin = is_hex ? 2 : 1, at = begin;
    gunichar number = 0;
    for (; at < s.n && at < begin + 8 && g_ascii_isxdigit(s.p[at]); at++) {
        if (!is_hex && !g_ascii_isdigit(s.p[at])) {
            return 0;
        }
        number = number * (is_hex ? 16 : 10) + (gunichar)g_ascii_xdigit_value(s.p[at]);
    }
    if (at == begin || at >= s.n || s.p[at] != ';' || number == 0 || !g_unichar_validate(number)) {
        return 0;
    }
    *ret = number;
    return at + 1;
}

/* The reference behind an ampersand: its length, 0 where there is none. */
static size_t reference_length(struct str s, gunichar *ret) {
    if (s.n > 0 && s.p[0] == '#') {
        return numeric_length(s, ret);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
        if (str_starts_with(s, named[i].name)) {
            *ret = (gunichar)named[i].character;
            return strlen(named[i].name);
        }
    }
    return 0;
}

struct str load_unescape(Arena *arena, struct str text) {
    if (text.n == 0 || !memchr(text.p, '&', text.n)) {
        return text;
    }
    g_autoptr(GString) out = g_string_sized_new(text.n);
    for (size_t i = 0; i < text.n;) {
        gunichar c = 0;
        size_t n = text.p[i] == '&' ? reference_length(str_skip(text, i + 1), &c) : 0;
        if (n > 0) {
            g_string_append_unichar(out, c);
        } else {
            g_string_append_c(out, text.p[i]);
        }
        i += 1 + n;
    }
    return str_from_gstring(arena, out);
}

/* Recursion is as deep as the file, which has a limit. */
static const struct value *unescaped(Arena *arena, const struct value *value) {
    struct value *copy = NULL;
    if (value->kind == VALUE_STRING) {
        struct str text = load_unescape(arena, value->string);
        if (text.p != value->string.p) {
            copy = value_copy(arena, value);
            copy->string = text;
        }
    } else if (value->kind == VALUE_LIST) {
        copy = value_copy(arena, value);
        for (size_t i = 0; i < copy->list.n; i++) {
            copy->list.items[i] = (struct value *)unescaped(arena, copy->list.items[i]);
        }
    } else if (value->kind == VALUE_MAP) {
        copy = value_copy(arena, value);
        for (size_t i = 0; i < copy->map.n; i++) {
            copy->map.entries[i].value =
                (struct value *)unescaped(arena, copy->map.entries[i].value);
        }
    }
    return copy ? copy : value;
}

const struct value *load_unescape_value(Arena *arena, const struct value *value) {
    struct str text = value->at.source ? value->at.source->text : (struct str){"", 0};
    bool has_ampersand = str_find(text, STR("&"), 0) < text.n || /* or JSON's escape of it */
                         str_find(text, STR("\\u0026"), 0) < text.n;
    return has_ampersand ? unescaped(arena, value) : value;
}

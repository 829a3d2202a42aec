#include "fill_escape_priv.h"

#include <string.h>

/*
 * A value in the YAML of a figure's fence (YAML 1.2 sections 7.3.1 to 7.3.3: double-quoted,
 * single-quoted and plain scalars). Between quotes it is escaped. Where a plain scalar is nothing
 * but the value, quotes are put around it if it needs them. As a part of a plain scalar it cannot
 * be made safe: what would break the scalar is an error that asks the author for quotes.
 */

/* Quotes and brackets before a place in a line. */
struct yaml_state {
    char quote;
    size_t n_flow;       /* "[" and "{" */
    bool is_token_start; /* a scalar may begin here */
    bool is_indicator;   /* the last character ends a key or begins an item, if a space follows */
};

static void read_plain_char(struct yaml_state *state, char c) {
    if (g_ascii_isspace(c)) {
        state->is_token_start = state->is_token_start || state->is_indicator;
        return;
    }
    bool is_start = state->is_token_start, is_flow = state->n_flow > 0;
    state->is_token_start = false;
    state->is_indicator = c == ':' || (is_start && (c == '-' || c == '?'));
    if (is_start && (c == '"' || c == '\'')) {
        state->quote = c;
    } else if ((c == '[' || c == '{') && (is_start || is_flow)) {
        state->n_flow++;
        state->is_token_start = true;
    } else if ((c == ']' || c == '}') && is_flow) {
        state->n_flow--;
    } else if (c == ',' && is_flow) {
        state->is_token_start = true;
    }
}

static enum slot_context plain_context(struct str line, size_t at, const struct yaml_state *state) {
    struct str rest = str_skip(line, at + 1);
    size_t space = 0;
    while (space < rest.n && g_ascii_isspace(rest.p[space])) {
        space++;
    }
    bool is_end = space == rest.n || (space > 0 && rest.p[space] == '#') ||
                  (state->n_flow > 0 && strchr(",]}", rest.p[space]));
    return state->is_token_start && is_end ? SLOT_YAML_WHOLE : SLOT_YAML_PART;
}

void find_yaml_contexts(struct skeleton *skeleton, size_t begin, size_t end, bool is_block) {
    struct str line = str_slice(skeleton->text, begin, end);
    struct yaml_state state = {.is_token_start = true};
    size_t next = slot_from(skeleton, begin);
    for (size_t i = 0; i < line.n && !is_block; i++) {
        char c = line.p[i];
        bool is_slot = next < skeleton->n_slots && skeleton->slots[next].at == begin + i;
        if (is_slot) {
            struct slot *slot = &skeleton->slots[next++];
            slot->is_flow = state.n_flow > 0;
            slot->context = state.quote == '"'    ? SLOT_YAML_DOUBLE
                            : state.quote == '\'' ? SLOT_YAML_SINGLE
                                                  : plain_context(line, i, &state);
        }
        if (state.quote == '"' && c == '\\') {
            i++;
        } else if (state.quote) {
            state.quote = c == state.quote ? '\0' : state.quote;
        } else {
            read_plain_char(&state, c);
        }
    }
}

/* --- writing -------------------------------------------------------------------------------- */

/* On one line, with @escape before each of the characters @escaped. */
static void write_line(struct str value, const char *escaped, char escape, GString *out) {
    for (size_t i = 0; i < value.n; i++) {
        size_t space = space_length(value, i);
        if (space > 0) {
            g_string_append_c(out, ' ');
            i += space - 1;
            continue;
        }
        if (strchr(escaped, value.p[i])) {
            g_string_append_c(out, escape);
        }
        g_string_append_c(out, value.p[i]);
    }
}

static void write_flat(struct str value, GString *out) {
    write_line(value, "", '\0', out);
}

static void write_double(struct str value, GString *out) {
    write_line(value, "\"\\", '\\', out);
}

static void write_single(struct str value, GString *out) {
    write_line(value, "'", '\'', out);
}

/* What ends a plain scalar or makes it something else, where the value is a part of one. */
static bool breaks_plain(struct str value, bool is_flow) {
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        bool is_before_space = i + 1 == value.n || is_markup_space(value.p[i + 1]);
        bool is_after_space = i == 0 || is_markup_space(value.p[i - 1]);
        if ((c == ':' && (is_before_space || is_flow)) || (c == '#' && is_after_space) ||
            (is_flow && strchr(",[]{}", c))) {
            return true;
        }
    }
    return value.n > 0 && strchr("!&*|>'\"%@`{}[],?:-#", value.p[0]);
}

/* Letters, digits and a few signs, beginning with a letter, and no word that YAML reads otherwise.
 */
static bool is_plain(struct str value) {
    static const char *const words[] = {"true", "false", "null", "yes", "no", "on", "off"};
    if (value.n == 0 || !g_ascii_isalpha(value.p[0]) || value.p[value.n - 1] == ' ') {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strlen(words[i]) == value.n && g_ascii_strncasecmp(words[i], value.p, value.n) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        if (c < 0x80 && !g_ascii_isalnum(c) && !strchr(" _-./", c)) {
            return false;
        }
    }
    return true;
}

static void write_whole(const struct slot *slot, struct str value, GString *out) {
    const struct value *shown = slot->piece->shown;
    bool is_bare = slot->piece->is_json || shown->kind == VALUE_NUMBER ||
                   shown->kind == VALUE_BOOL || is_plain(value);
    g_string_append(out, is_bare ? "" : "\"");
    if (is_bare) {
        write_flat(value, out);
    } else {
        write_double(value, out);
    }
    g_string_append(out, is_bare ? "" : "\"");
}

bool write_yaml(struct filling *filling, const struct slot *slot, struct str value, GString *out) {
    if (slot->context == SLOT_YAML_DOUBLE) {
        write_double(value, out);
    } else if (slot->context == SLOT_YAML_SINGLE) {
        write_single(value, out);
    } else if (slot->context == SLOT_YAML_WHOLE) {
        write_whole(slot, value, out);
    } else if (breaks_plain(value, slot->is_flow)) {
        diag_error(filling->diags, slot->piece->at, DIAG_TEMPLATE_TYPE,
                   "\"" STR_FMT "\" needs quotes around it here", STR_ARG(str_head(value, 60)));
        diag_hint(filling->diags, "Put the whole text between double quotes.");
        return false;
    } else {
        write_flat(value, out);
    }
    return true;
}

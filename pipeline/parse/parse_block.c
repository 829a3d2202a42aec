#include "parse_prepare.h"

#include <string.h>

static bool is_name_char(char c) {
    return g_ascii_isalnum(c) || c == '-' || c == '_';
}

/* A name at the start of @s; empty where there is none. */
static struct str take_name(struct str *s) {
    size_t n = 0;
    if (s->n > 0 && g_ascii_isalpha(s->p[0])) {
        while (n < s->n && is_name_char(s->p[n])) {
            n++;
        }
    }
    struct str name = str_slice(*s, 0, n);
    *s = str_skip(*s, n);
    return name;
}

/* "[Title]" -> "Title"; the brackets inside are counted. */
static bool take_brackets(struct str s, struct str *ret) {
    int depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\') {
            i++;
        } else if (s.p[i] == '[') {
            depth++;
        } else if (s.p[i] == ']' && --depth == 0) {
            *ret = str_slice(s, 1, i);
            return true;
        }
    }
    return false;
}

static bool is_leaf_name(struct str name) {
    return str_is(name, "pagebreak") || str_is(name, "mainmatter") || str_is(name, "toc");
}

/* ":::name argument", ":::name[Title]", ":::name{.class}", "::: {.name}", ":::". */
static bool read_colons(struct str line, struct block_line *ret) {
    size_t n = 0;
    while (n < line.n && line.p[n] == ':') {
        n++;
    }
    if (n < 3) {
        return false;
    }
    struct block_line block = {.colons = n, .kind = BLOCK_CLOSE};
    struct str rest = str_trim(str_skip(line, n));
    if (rest.n == 0) {
        *ret = block;
        return true;
    }
    bool is_class = str_starts_with(rest, "{.") && str_ends_with(rest, "}");
    if (is_class) {
        rest = str_trim(str_slice(rest, 2, rest.n - 1));
    }
    block.name = take_name(&rest);
    if (block.name.n == 0 || (rest.n > 0 && !strchr(" \t[{:", rest.p[0]))) {
        return false;
    }
    block.kind = is_leaf_name(block.name) ? BLOCK_LEAF : BLOCK_OPEN;
    rest = str_trim(rest);
    while (str_ends_with(rest, ":")) {
        rest.n--;
    }
    block.argument = str_trim(rest);
    if (str_starts_with(rest, "[")) {
        block.has_title = take_brackets(rest, &block.argument);
    }
    *ret = block;
    return true;
}

/* How MkDocs places an admonition beside the text. */
static bool is_modifier(struct str word) {
    return str_is(word, "inline") || str_is(word, "end");
}

/* "!!! warning "Title"", "??? note", "???+ note inline"; words that are no modifiers are a title.
 */
static bool read_admonition(struct str line, struct block_line *ret) {
    if (!str_starts_with(line, "!!!") && !str_starts_with(line, "???")) {
        return false;
    }
    struct str rest = str_skip(line, 3);
    if (line.p[0] == '?' && str_starts_with(rest, "+")) {
        rest = str_skip(rest, 1);
    }
    struct block_line block = {.kind = BLOCK_ADMONITION};
    rest = str_trim(rest);
    block.name = take_name(&rest);
    rest = str_trim(rest);
    struct str title = rest, word = rest;
    while (rest.n > 0 && rest.p[0] != '"') {
        word = take_name(&rest);
        rest = str_trim(rest);
        if (word.n == 0) {
            return false;
        }
        title = is_modifier(word) ? rest : title;
    }
    block.has_title = rest.n >= 2 && str_ends_with(rest, "\"");
    block.argument = block.has_title ? str_slice(rest, 1, rest.n - 1) : title;
    block.has_single_word = title.n == 0;
    *ret = block;
    return block.name.n > 0 && (rest.n == 0 || block.has_title);
}

static bool is_word_in(struct str line, const char *const *words) {
    for (; *words; words++) {
        if (strlen(*words) == line.n && g_ascii_strncasecmp(*words, line.p, line.n) == 0) {
            return true;
        }
    }
    return false;
}

/* "[[toc]]", "[[_TOC_]]", "[[toc 2]]", "[[toc: 2-3]]". */
static bool read_contents(struct str line, struct block_line *ret) {
    static const char *const words[] = {"toc", "_toc_", NULL};
    if (!str_starts_with(line, "[[") || !str_ends_with(line, "]]") || line.n < 4) {
        return false;
    }
    struct str inside = str_slice(line, 2, line.n - 2);
    size_t n = 0;
    while (n < inside.n && !strchr(" :", inside.p[n])) {
        n++;
    }
    if (!is_word_in(str_slice(inside, 0, n), words)) {
        return false;
    }
    struct str levels = str_trim(str_skip(inside, MIN(n + 1, inside.n)));
    *ret = (struct block_line){.kind = BLOCK_LEAF, .name = STR("toc"), .argument = levels};
    return true;
}

bool block_line_read(struct str line, struct block_line *ret) {
    static const char *const breaks[] = {"\\newpage", "\\pagebreak", NULL};
    line = str_trim(line);
    if (read_contents(line, ret)) {
        return true;
    }
    if (is_word_in(line, breaks)) {
        *ret = (struct block_line){.kind = BLOCK_LEAF, .name = STR("pagebreak")};
        return true;
    }
    if (str_is(line, "\\mainmatter")) {
        *ret = (struct block_line){.kind = BLOCK_LEAF, .name = STR("mainmatter")};
        return true;
    }
    return read_colons(line, ret) || read_admonition(line, ret);
}

size_t block_line_note(struct str line, struct str *ret_name) {
    size_t n = str_starts_with(line, "[^") ? note_name_length(str_skip(line, 2)) : 0;
    if (n == 0 || !str_starts_with(str_skip(line, n + 3), ":")) {
        return 0;
    }
    *ret_name = str_slice(line, 2, 2 + n);
    return n + 4;
}

/* "danger" -> "Danger": the title of a callout that is not called by its kind's own name. */
static struct str title_of_name(Arena *arena, struct str name, struct str words) {
    char *title = arena_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(name), words.n > 0 ? " " : "",
                               STR_ARG(words));
    title[0] = g_ascii_toupper(title[0]);
    for (size_t i = 0; i < name.n; i++) {
        title[i] = strchr("-_", title[i]) ? ' ' : title[i];
    }
    return str_from(title);
}

static struct str title_of(Arena *arena, const struct block_line *line, bool is_callout,
                           bool is_own_name) {
    bool has_words = line->argument.n > 0 && line->argument.p[0] != '{';
    struct str words = has_words ? parse_plain_words(arena, line->argument) : STR("");
    if (words.n > 0 && (line->has_title || is_callout)) {
        return words;
    }
    return is_own_name ? STR("") : title_of_name(arena, line->name, words);
}

struct node *block_line_node(struct parse *parse, const struct block_line *line, struct span at) {
    enum callout_kind kind = CALLOUT_NOTE;
    bool is_own_name = false;
    bool is_callout = parse_callout_kind(line->name, &kind, &is_own_name);
    struct str argument = line->argument;
    if (line->kind == BLOCK_ADMONITION || is_callout) {
        struct node *node = doc_node_new(parse->arena, NODE_CALLOUT, at);
        node->callout.kind = kind;
        node->callout.title = title_of(parse->arena, line, is_callout, is_own_name);
        return node;
    }
    struct node *node = doc_node_new(parse->arena, NODE_CONTAINER, at);
    node->container.name = line->name;
    node->container.argument = argument.n > 0 ? argument : STR("");
    return node;
}

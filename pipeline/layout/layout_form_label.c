#include "layout_priv.h"

#include "layout_form_priv.h"

#include <string.h>

/*
 * What a field is called, by the words beside it: those before a blank on its line ("Name: ____"),
 * else those behind it; in a cell of its own, the words of its row and its column; else the block
 * before ("Signature", and the line below). A task is called what it says.
 *
 * One walk over the document: a block is read when it begins, the words of the last one are kept.
 */

enum { LABEL_BYTES_MAX = 200, NAME_WORDS_MAX = 6, NAME_BYTES_MAX = 64 };

struct labels {
    Arena *arena;
    GHashTable *table;
    struct str last;         /* words of the block before */
    const struct node *head; /* a table's first row */
    struct str row, beside;  /* of a row: its first cell with words, and the last one */
    bool is_card;            /* the row is one of :::fields, whose head alone names them */
};

/* --- words ------------------------------------------------------------------------------------ */

static bool is_margin(gunichar c) {
    return g_unichar_isspace(c) || c == 0xFF1A || (c < 0x80 && strchr(":;,./-([)]", (int)c)) ||
           (c >= 0x2010 && c <= 0x2015);
}

/* Without the colons, dashes and brackets that lead to a blank. */
static struct str trim(struct str s) {
    while (s.n > 0 && is_margin(g_utf8_get_char(s.p))) {
        s = str_skip(s, (size_t)(g_utf8_next_char(s.p) - s.p));
    }
    while (s.n > 0) {
        const char *last = g_utf8_find_prev_char(s.p, s.p + s.n);
        if (!is_margin(g_utf8_get_char(last))) {
            break;
        }
        s.n = (size_t)(last - s.p);
    }
    return s;
}

static bool has_words(struct str s) {
    for (const char *p = s.p; p < s.p + s.n; p = g_utf8_next_char(p)) {
        if (g_unichar_isalnum(g_utf8_get_char(p))) {
            return true;
        }
    }
    return false;
}

static bool is_inside_character(char c) {
    return ((guchar)c & 0xC0) == 0x80;
}

/* A long label ends, or begins, at a word. */
static char *shorten(Arena *arena, struct str label, bool is_before) {
    if (label.n <= LABEL_BYTES_MAX) {
        return str_cstr(arena, label);
    }
    size_t at = is_before ? label.n - LABEL_BYTES_MAX : LABEL_BYTES_MAX;
    size_t word = at;
    while (word > 0 && word < label.n && label.p[word] != ' ') {
        word = is_before ? word + 1 : word - 1;
    }
    at = word > 0 && word < label.n ? word : at;
    while (is_inside_character(label.p[at])) {
        at++;
    }
    struct str part = trim(is_before ? str_skip(label, at) : str_slice(label, 0, at));
    return is_before ? arena_printf(arena, "… " STR_FMT, STR_ARG(part))
                     : arena_printf(arena, STR_FMT " …", STR_ARG(part));
}

static void keep(struct labels *labels, const struct node *node, struct str label, bool is_before) {
    if (has_words(label)) {
        g_hash_table_insert(labels->table, (void *)(uintptr_t)node,
                            shorten(labels->arena, label, is_before));
    }
}

/* --- blanks ----------------------------------------------------------------------------------- */

static void append_words(GString *words, const struct node *node) {
    switch (node->kind) {
    case NODE_TEXT:
    case NODE_CODE: g_string_append_len(words, node->text.p, (gssize)node->text.n); return;
    case NODE_SOFT_BREAK: g_string_append_c(words, ' '); return;
    default: return;
    }
}

/* The words from @at to the next blank or the line's end. */
static struct str words_until(struct labels *labels, const struct node *block,
                              const struct node *at) {
    g_autoptr(GString) words = g_string_new(NULL);
    for (; at && at->kind != NODE_BLANK && at->kind != NODE_LINE_BREAK; at = doc_next(block, at)) {
        append_words(words, at);
    }
    return trim(str_from_gstring(labels->arena, words));
}

/* All words of a block, without what is to be written into it. */
static struct str words_of(struct labels *labels, const struct node *block) {
    g_autoptr(GString) words = g_string_new(NULL);
    for (const struct node *at = block; at; at = doc_next(block, at)) {
        append_words(words, at);
    }
    return trim(str_from_gstring(labels->arena, words));
}

/* What stands around a block that is nothing but a blank. */
static struct str words_around(struct labels *labels, const struct node *block) {
    if (block->kind != NODE_CELL) {
        return labels->last;
    }
    const struct node *head = labels->head ? labels->head->first : NULL;
    for (const struct node *at = block->parent->first; at != block && head; at = at->next) {
        head = head->next;
    }
    struct str column = head && block->parent != labels->head ? words_of(labels, head) : STR("");
    if (!has_words(column)) {
        return labels->beside.n > 0 ? labels->beside : labels->last;
    }
    return labels->row.n == 0 || labels->is_card
               ? column
               : str_from(arena_printf(labels->arena, STR_FMT ", " STR_FMT, STR_ARG(labels->row),
                                       STR_ARG(column)));
}

/* Each blank of a block, from the line's begin or the blank before on. */
static void label_blanks(struct labels *labels, const struct node *block) {
    struct str before = STR("");
    bool is_start = true;
    for (const struct node *at = block->first; at; at = doc_next(block, at)) {
        if (is_start) {
            struct str words = words_until(labels, block, at);
            before = has_words(words) ? words : before;
            is_start = false;
        }
        if (at->kind == NODE_LINE_BREAK) {
            before = STR("");
            is_start = true;
        } else if (at->kind == NODE_BLANK) {
            struct str label = before;
            if (!has_words(label)) {
                const struct node *next = doc_next(block, at);
                label = next ? words_until(labels, block, next) : STR("");
            }
            keep(labels, at, has_words(label) ? label : words_around(labels, block), true);
            is_start = true;
        }
    }
}

/* --- the walk --------------------------------------------------------------------------------- */

static bool is_leaf_block(const struct node *node) {
    return node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING || node->kind == NODE_CELL;
}

/* A task is called by its first line, without what is to be written into it. */
static void label_task(struct labels *labels, const struct node *item) {
    bool has_block = item->first && is_leaf_block(item->first);
    struct str label = has_block ? words_of(labels, item->first) : STR("");
    keep(labels, item, has_words(label) ? label : labels->last, false);
}

static void remember_words(struct labels *labels, const struct node *block) {
    struct str words = words_until(labels, block, block->first);
    if (!has_words(words)) {
        return;
    }
    if (block->kind != NODE_CELL) {
        labels->last = words;
    } else {
        labels->row = labels->row.n == 0 ? words : labels->row;
        labels->beside = words;
    }
}

GHashTable *form_labels(Arena *arena, const struct doc *doc) {
    struct labels labels = {.arena = arena, .table = g_hash_table_new(NULL, NULL)};
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        if (at->kind == NODE_TABLE) {
            labels.head = at->table.n_head_rows > 0 ? at->first : NULL;
        } else if (at->kind == NODE_ROW) {
            labels.row = labels.beside = STR("");
            labels.is_card = doc_is_container(at->parent->parent, "fields");
        } else if (at->kind == NODE_ITEM && at->item.task != TASK_NONE) {
            label_task(&labels, at);
        } else if (is_leaf_block(at)) {
            label_blanks(&labels, at);
            remember_words(&labels, at);
        }
    }
    return labels.table;
}

/* --- names ------------------------------------------------------------------------------------ */

static bool is_of_name(gunichar c) {
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Letters and digits in lower case, a hyphen between words: "full-name". */
static void append_name(struct str label, GString *name) {
    for (const char *p = label.p; p < label.p + label.n; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_of_name(c)) {
            g_string_append_unichar(name, g_unichar_tolower(c));
        } else if (name->len > 0 && name->str[name->len - 1] != '-' && c != '\'' && c != 0x2019) {
            g_string_append_c(name, '-');
        }
    }
    while (name->len > 0 && name->str[name->len - 1] == '-') {
        g_string_truncate(name, name->len - 1);
    }
}

/* Where the words that are kept begin (of the last ones) or end (of the first ones). */
static size_t cut_words(struct str name, bool is_before) {
    size_t n_words = 0, good = is_before ? name.n : 0;
    for (size_t i = 1; i <= name.n; i++) {
        size_t at = is_before ? name.n - i : i;
        bool is_edge = at == 0 || at == name.n || name.p[is_before ? at - 1 : at] == '-';
        if (i > NAME_BYTES_MAX) {
            break;
        }
        if (is_edge) {
            good = at;
            if (++n_words == NAME_WORDS_MAX) {
                break;
            }
        }
    }
    return good;
}

char *form_name(Arena *arena, struct str label, bool is_before) {
    g_autoptr(GString) whole = g_string_new(NULL);
    append_name(label, whole);
    struct str name = {whole->str, whole->len};
    size_t cut = cut_words(name, is_before);
    bool is_one_word = cut == (is_before ? name.n : 0);
    if (is_one_word && name.n > 0) {
        cut = is_before ? name.n - NAME_BYTES_MAX : NAME_BYTES_MAX;
        while (is_inside_character(name.p[cut])) {
            cut = is_before ? cut + 1 : cut - 1;
        }
    }
    name = is_before ? str_skip(name, cut) : str_slice(name, 0, cut);
    return name.n > 0 ? str_cstr(arena, name) : arena_strdup(arena, "field");
}

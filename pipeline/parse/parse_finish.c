#include "parse_priv.h"

#include <string.h>

/* --- callouts --------------------------------------------------------------------------------- */

/* The names of Docusaurus, GitHub and MkDocs; is_own: the kind's own name stands for the title. */
static const struct {
    const char *name;
    enum callout_kind kind;
    bool is_own;
} callout_names[] = {
    {"note", CALLOUT_NOTE, true},       {"info", CALLOUT_NOTE, false},
    {"tip", CALLOUT_TIP, true},         {"hint", CALLOUT_TIP, false},
    {"success", CALLOUT_TIP, false},    {"important", CALLOUT_IMPORTANT, true},
    {"warning", CALLOUT_WARNING, true}, {"attention", CALLOUT_WARNING, false},
    {"caution", CALLOUT_CAUTION, true}, {"danger", CALLOUT_CAUTION, false},
    {"error", CALLOUT_CAUTION, false},
};

bool parse_callout_kind(struct str name, enum callout_kind *ret, bool *ret_is_own_name) {
    for (size_t i = 0; i < G_N_ELEMENTS(callout_names); i++) {
        if (strlen(callout_names[i].name) == name.n &&
            g_ascii_strncasecmp(callout_names[i].name, name.p, name.n) == 0) {
            *ret = callout_names[i].kind;
            *ret_is_own_name = callout_names[i].is_own;
            return true;
        }
    }
    return false;
}

/* "[!NOTE] Title": the name, and the rest of the words; GitHub's five names only. */
static bool read_alert(struct str words, enum callout_kind *ret, struct str *ret_rest) {
    struct str name, rest;
    bool is_own = false;
    if (!str_starts_with(words, "[!") || !str_cut(str_skip(words, 2), ']', &name, &rest)) {
        return false;
    }
    *ret_rest = rest;
    return parse_callout_kind(name, ret, &is_own) && is_own &&
           (rest.n == 0 || g_ascii_isspace(rest.p[0]));
}

static void drop_first(struct node *parent) {
    parent->first = parent->first->next;
    if (!parent->first) {
        parent->last = NULL;
    }
}

static void drop_last(struct node *parent) {
    struct node *before = parent->first == parent->last ? NULL : parent->first;
    while (before && before->next != parent->last) {
        before = before->next;
    }
    parent->last = before;
    *(before ? &before->next : &parent->first) = NULL;
}

static bool is_break(const struct node *node) {
    return node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK;
}

void parse_quote_callout(Arena *arena, struct node *quote) {
    struct node *paragraph = quote->first;
    enum callout_kind kind;
    struct str rest;
    if (!paragraph || paragraph->kind != NODE_PARAGRAPH || !paragraph->first ||
        paragraph->first->kind != NODE_TEXT || !read_alert(paragraph->first->text, &kind, &rest)) {
        return;
    }
    g_autoptr(GString) title = g_string_new_len(rest.p, (gssize)rest.n);
    drop_first(paragraph);
    while (paragraph->first && !is_break(paragraph->first)) {
        struct str words = doc_plain_text(arena, paragraph->first);
        g_string_append_len(title, words.p, (gssize)words.n);
        drop_first(paragraph);
    }
    if (paragraph->first) {
        drop_first(paragraph);
    }
    if (!paragraph->first) {
        drop_first(quote);
    } else {
        paragraph->at = paragraph->first->at;
        paragraph->at.end = MAX(paragraph->at.end, paragraph->last->at.end);
    }
    quote->kind = NODE_CALLOUT;
    quote->callout.kind = kind;
    quote->callout.title = str_trim(str_from_gstring(arena, title));
}

/* --- heading ids ------------------------------------------------------------------------------ */

static bool is_id_char(char c) {
    return g_ascii_isalnum(c) || strchr("-_:.", c) || (unsigned char)c >= 0x80;
}

static bool is_unnumbered(struct str classes) {
    return str_is(classes, "-") || str_is(classes, ".unnumbered");
}

/*
 * "Words {#id}", "{#id .class}" or "{.unnumbered}": cut off the words, the id as result; empty
 * where there is none.
 */
static struct str take_written_id(struct str *words, bool *ret_unnumbered) {
    struct str text = str_trim(*words);
    if (!str_ends_with(text, "}")) {
        return STR("");
    }
    size_t open = text.n - 1;
    while (open > 0 && text.p[open] != '{') {
        open--;
    }
    struct str inside = str_trim(str_slice(text, open + 1, text.n - 1));
    bool has_id = str_starts_with(inside, "#");
    size_t n = has_id;
    while (has_id && n < inside.n && inside.p[n] != '\0' && is_id_char(inside.p[n])) {
        n++;
    }
    struct str classes = str_trim(str_skip(inside, n));
    bool is_id = n > 1 && (classes.n == 0 || classes.p[0] == '.' || str_is(classes, "-"));
    *ret_unnumbered = (is_id || n == 0) && is_unnumbered(classes);
    if (!is_id && !*ret_unnumbered) {
        return STR("");
    }
    struct str before = str_slice(text, 0, open);
    while (before.n > 0 && g_ascii_isspace(before.p[before.n - 1])) {
        before.n--;
    }
    words->n = before.n > 0 ? (size_t)(before.p - words->p) + before.n : 0;
    return str_slice(inside, n > 0, n);
}

/* Letters and digits of every script in lower case, single hyphens between. */
static char *slug_of(Arena *arena, struct str words) {
    g_autoptr(GString) slug = g_string_new(NULL);
    g_autofree char *lower = g_utf8_strdown(words.p, (gssize)words.n);
    for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c) || g_unichar_ismark(c)) {
            g_string_append_unichar(slug, c);
        } else if (c != '\'' && c != 0x2019 && slug->len > 0 && slug->str[slug->len - 1] != '-') {
            g_string_append_c(slug, '-');
        }
    }
    while (slug->len > 0 && slug->str[slug->len - 1] == '-') {
        g_string_truncate(slug, slug->len - 1);
    }
    return slug->len > 0 ? arena_strndup(arena, slug->str, slug->len)
                         : arena_strdup(arena, "section");
}

/* The id, or the id with the next free number; @used: id -> the last number given to it. */
static const char *unique_id(Arena *arena, GHashTable *used, const char *id) {
    if (!g_hash_table_contains(used, id)) {
        g_hash_table_insert(used, (char *)id, GUINT_TO_POINTER(1));
        return id;
    }
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(used, id));
    const char *candidate;
    do {
        candidate = arena_printf(arena, "%s-%u", id, ++n);
    } while (g_hash_table_contains(used, candidate));
    g_hash_table_insert(used, (char *)id, GUINT_TO_POINTER(n));
    g_hash_table_insert(used, (char *)candidate, GUINT_TO_POINTER(1));
    return candidate;
}

static void take_id(struct parse *parse, GHashTable *used, struct node *heading) {
    struct node *last = heading->last;
    if (!last || last->kind != NODE_TEXT) {
        return;
    }
    struct str id = take_written_id(&last->text, &heading->heading.is_unnumbered);
    if (last->text.n == 0) {
        drop_last(heading);
    }
    if (id.n == 0) {
        return;
    }
    const char *wanted = str_cstr(parse->arena, id);
    heading->heading.id = unique_id(parse->arena, used, wanted);
    if (strcmp(heading->heading.id, wanted) != 0) {
        diag_warning(parse->diags, heading->at, DIAG_MARKDOWN_BLOCK,
                     "the heading id \"%s\" is given twice", wanted);
        diag_hint(parse->diags, "Links to it lead to the first heading; write another id here.");
    }
}

void parse_name_headings(struct parse *parse, struct node *root) {
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    /* Written ids first, so that no earlier heading's words take them. */
    for (const struct node *at = root; at; at = doc_next(root, at)) {
        if (at->kind == NODE_HEADING) {
            take_id(parse, used, (struct node *)at);
        }
    }
    for (const struct node *at = root; at; at = doc_next(root, at)) {
        if (at->kind == NODE_HEADING && !at->heading.id) {
            struct node *heading = (struct node *)at;
            struct str words = doc_plain_text(parse->arena, heading);
            heading->heading.id = unique_id(parse->arena, used, slug_of(parse->arena, words));
        }
    }
}

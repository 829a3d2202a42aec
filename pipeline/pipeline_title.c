#include "pipeline_priv.h"

#include <string.h>

/*
 * What a file says of itself before its text: title, subtitle, authors, date, and whether it wants
 * a table of contents (`toc: true`, as other programs that read Markdown have it). A template says
 * in its text what is to be seen of it.
 */

static bool is_title(const struct node *node) {
    return node->kind == NODE_HEADING && node->heading.level == 1;
}

static bool is_same(const char *a, const char *b) {
    return g_str_equal(a, b);
}

/* The long form of a title says what the short one does: "Rebates", "Rebates for partners". */
static bool is_part(const char *a, const char *b) {
    return strstr(a, b) || strstr(b, a);
}

/* @wanted: a title, its case folded. */
static bool says(const struct run *run, const struct node *heading, const char *wanted,
                 bool (*is_enough)(const char *, const char *)) {
    struct str words = str_trim(doc_plain_text(run->arena, heading));
    g_autofree char *said = g_utf8_casefold(words.p, (gssize)words.n);
    return words.n > 0 && is_enough(said, wanted);
}

/*
 * Whether the text has its title itself: in a cover, in a heading that says the same, or in one
 * that it begins with. In a plain file that one must say about the same: else it is the title of
 * the file's first part.
 */
static bool has_own_title(const struct run *run, const char *title) {
    const struct node *first = run->doc->root->first;
    g_autofree char *wanted = g_utf8_casefold(title, -1);
    if (first && (doc_is_container(first, "cover") ||
                  (is_title(first) && (run->is_template || says(run, first, wanted, is_part))))) {
        return true;
    }
    for (const struct node *at = first; at; at = at->next) {
        if (is_title(at) && says(run, at, wanted, is_same)) {
            return true;
        }
    }
    return false;
}

/* A date as people write it; any other text as it is. */
static const char *date_text(const struct run *run) {
    const char *written = run_meta_text(run, "date");
    struct date date;
    if (!written || !date_parse(str_from(written), &date)) {
        return written;
    }
    return locale_format_date(run->locale, run->arena, date, "long");
}

static const char *byline(const struct run *run) {
    const char *authors = run_meta_text(run, "author"), *date = date_text(run);
    return authors && date ? arena_printf(run->arena, "%s \xC2\xB7 %s", authors, date)
           : authors       ? authors
                           : date;
}

void run_set_title(const struct run *run, struct layout_input *input) {
    const char *title = run_meta_text(run, "title");
    if (!title || run->is_deck || has_own_title(run, title)) {
        return;
    }
    input->title = title;
    if (!run->is_template) {
        input->subtitle = run_meta_text(run, "subtitle");
        input->byline = byline(run);
    }
}

static bool has_contents(const struct doc *doc) {
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        if (doc_is_container(at, "toc")) {
            return true;
        }
    }
    return false;
}

/* Behind a cover or the title that the text begins with; else before all of it. */
static void insert_contents(struct run *run, struct node *contents) {
    struct node *root = run->doc->root, *first = root->first;
    const char *title = run_meta_text(run, "title");
    bool has_front = first && (doc_is_container(first, "cover") ||
                               (is_title(first) && (!title || has_own_title(run, title))));
    contents->parent = root;
    contents->next = has_front ? first->next : first;
    *(has_front ? &first->next : &root->first) = contents;
    root->last = contents->next ? root->last : contents;
}

void run_add_contents(struct run *run) {
    const struct value *depth = value_get(run->meta, "toc-depth");
    if (run->is_deck || !run_is_switched_on(run, "toc") || has_contents(run->doc)) {
        return;
    }
    struct node *contents =
        doc_node_new(run->arena, NODE_CONTAINER, value_get(run->meta, "toc")->at);
    contents->container.name = STR("toc");
    contents->container.argument = depth ? value_to_str(run->arena, depth) : STR("");
    insert_contents(run, contents);
}

/*
 * The examples of the CommonMark and GFM specifications, through the tree and back to HTML.
 *
 * The files are read from $PDFGEN_SHARED/spec/commonmark; without them the test is skipped (exit
 * code 77). commonmark-known.txt lists the examples that are known to differ, each with its
 * reason. An example that differs and is not listed fails, and so does a listed one that passes.
 */
#include "load.h"
#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the tree as HTML ------------------------------------------------------------------------- */

static void add_escaped(GString *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        case '"': g_string_append(out, "&quot;"); break;
        default: g_string_append_c(out, s.p[i]); break;
        }
    }
}

static void add_url(GString *out, const char *url) {
    for (; *url; url++) {
        unsigned char c = (unsigned char)*url;
        if (c == '&') {
            g_string_append(out, "&amp;");
        } else if (c == '\'') {
            g_string_append(out, "&#x27;");
        } else if (g_ascii_isalnum(c) || strchr("-_.+!*(),%#@?=;:/$~", c)) {
            g_string_append_c(out, (char)c);
        } else {
            g_string_append_printf(out, "%%%02X", c);
        }
    }
}

static void add_title(GString *out, struct str title) {
    if (title.n > 0) {
        g_string_append(out, " title=\"");
        add_escaped(out, title);
        g_string_append_c(out, '"');
    }
}

static void render(GString *out, const struct node *node);

static void render_children(GString *out, const struct node *node) {
    for (const struct node *child = node->first; child; child = child->next) {
        render(out, child);
    }
}

static void render_element(GString *out, const char *name, const struct node *node) {
    g_string_append_printf(out, "<%s>", name);
    render_children(out, node);
    g_string_append_printf(out, "</%s>", name);
}

static void start_line(GString *out) {
    if (out->len > 0 && out->str[out->len - 1] != '\n') {
        g_string_append_c(out, '\n');
    }
}

static void render_paragraph(GString *out, const struct node *node) {
    if (node->paragraph.is_tight) {
        render_children(out, node);
        return;
    }
    start_line(out);
    render_element(out, "p", node);
    g_string_append_c(out, '\n');
}

static void render_block_element(GString *out, const char *begin, const char *end,
                                 const struct node *node) {
    start_line(out);
    g_string_append(out, begin);
    g_string_append_c(out, '\n');
    render_children(out, node);
    start_line(out);
    g_string_append_printf(out, "%s\n", end);
}

static void render_list(GString *out, const struct node *node) {
    if (!node->list.is_ordered) {
        render_block_element(out, "<ul>", "</ul>", node);
    } else if (node->list.start == 1) {
        render_block_element(out, "<ol>", "</ol>", node);
    } else {
        g_autofree char *begin =
            g_strdup_printf("<ol start=\"%" G_GINT64_FORMAT "\">", node->list.start);
        render_block_element(out, begin, "</ol>", node);
    }
}

static void render_item(GString *out, const struct node *node) {
    static const char *const boxes[] = {"", "<input disabled=\"\" type=\"checkbox\"> ",
                                        "<input checked=\"\" disabled=\"\" type=\"checkbox\"> "};
    start_line(out);
    g_string_append_printf(out, "<li>%s", boxes[node->item.task]);
    render_children(out, node);
    g_string_append(out, "</li>\n");
}

static void render_code(GString *out, const struct node *node) {
    struct str language = node->code.info;
    for (size_t i = 0; i < language.n; i++) {
        if (g_ascii_isspace(language.p[i])) {
            language.n = i;
        }
    }
    start_line(out);
    g_string_append(out, "<pre><code");
    if (language.n > 0) {
        g_string_append(out, " class=\"language-");
        add_escaped(out, language);
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '>');
    add_escaped(out, node->code.text);
    g_string_append(out, "</code></pre>\n");
}

static void render_cell(GString *out, const struct node *node, const char *name) {
    static const char *const aligns[] = {"", " align=\"left\"", " align=\"center\"",
                                         " align=\"right\""};
    g_string_append_printf(out, "<%s%s>", name, aligns[node->cell.align]);
    render_children(out, node);
    g_string_append_printf(out, "</%s>\n", name);
}

static void render_table(GString *out, const struct node *table) {
    start_line(out);
    g_string_append(out, "<table>\n<thead>\n");
    size_t i = 0;
    for (const struct node *row = table->first; row; row = row->next, i++) {
        bool is_head = i < table->table.n_head_rows;
        g_string_append(out, i == table->table.n_head_rows ? "<tbody>\n<tr>\n" : "<tr>\n");
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            render_cell(out, cell, is_head ? "th" : "td");
        }
        bool is_last_head = i + 1 == table->table.n_head_rows;
        g_string_append(out, is_last_head ? "</tr>\n</thead>\n" : "</tr>\n");
    }
    g_string_append(out, i > table->table.n_head_rows ? "</tbody>\n</table>\n" : "</table>\n");
}

static void render_link(GString *out, const struct node *node) {
    g_string_append(out, "<a href=\"");
    add_url(out, node->link.target);
    g_string_append_c(out, '"');
    add_title(out, str_from(node->link.title));
    g_string_append_c(out, '>');
    render_children(out, node);
    g_string_append(out, "</a>");
}

static void render_image(GString *out, const struct node *node) {
    g_autoptr(Arena) arena = arena_new();
    g_string_append(out, "<img src=\"");
    add_url(out, node->link.target);
    g_string_append(out, "\" alt=\"");
    add_escaped(out, doc_plain_text(arena, node));
    g_string_append_c(out, '"');
    add_title(out, str_from(node->link.title));
    g_string_append(out, " />");
}

static void render_heading(GString *out, const struct node *node) {
    start_line(out);
    char name[] = {'h', (char)('0' + node->heading.level), '\0'};
    render_element(out, name, node);
    g_string_append_c(out, '\n');
}

static void render(GString *out, const struct node *node) {
    switch (node->kind) {
    case NODE_DOCUMENT: render_children(out, node); return;
    case NODE_HEADING: render_heading(out, node); return;
    case NODE_PARAGRAPH: render_paragraph(out, node); return;
    case NODE_LIST: render_list(out, node); return;
    case NODE_ITEM: render_item(out, node); return;
    case NODE_QUOTE: render_block_element(out, "<blockquote>", "</blockquote>", node); return;
    case NODE_CODE_BLOCK: render_code(out, node); return;
    case NODE_RULE:
        start_line(out);
        g_string_append(out, "<hr />\n");
        return;
    case NODE_TABLE: render_table(out, node); return;
    case NODE_TEXT: add_escaped(out, node->text); return;
    case NODE_BLANK: /* a run of underscores is a line to write on */
        for (int i = 0; i < node->blank.n_letters; i++) {
            g_string_append_c(out, '_');
        }
        return;
    case NODE_SOFT_BREAK: g_string_append_c(out, '\n'); return;
    case NODE_LINE_BREAK: g_string_append(out, "<br />\n"); return;
    case NODE_EMPHASIS: render_element(out, "em", node); return;
    case NODE_STRONG: render_element(out, "strong", node); return;
    case NODE_STRIKE: render_element(out, "del", node); return;
    case NODE_CODE:
        g_string_append(out, "<code>");
        add_escaped(out, node->text);
        g_string_append(out, "</code>");
        return;
    case NODE_LINK: render_link(out, node); return;
    case NODE_IMAGE: render_image(out, node); return;
    case NODE_ROW:
    case NODE_CELL:
    case NODE_CALLOUT:
    case NODE_CONTAINER:
    case NODE_NOTE:
    case NODE_NOTE_MARK:
    case NODE_PAGE_NUMBER:
    case NODE_SPAN:
    case N_NODE_KINDS: g_string_append_printf(out, "<?%s?>", node_kind_name(node->kind)); return;
    }
}

/* --- comparing -------------------------------------------------------------------------------- */

/* What means the same in HTML: line feeds beside tags, and the two ways to write <input>, <br>. */
static char *normal(const char *html, size_t n) {
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        bool is_beside_tag =
            (out->len > 0 && out->str[out->len - 1] == '>') || i + 1 == n || html[i + 1] == '<';
        if (html[i] == '\n' && is_beside_tag) {
            continue;
        }
        g_string_append_c(out, html[i]);
    }
    return g_string_free(out, FALSE);
}

static bool is_same(struct str wanted, const GString *got) {
    g_autofree char *a = normal(wanted.p, wanted.n);
    g_autofree char *b = normal(got->str, got->len);
    return strcmp(a, b) == 0;
}

static bool run_example(const struct value *example, GString *got) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct doc *doc = NULL;
    struct str markdown = value_string(value_get(example, "markdown"));
    const struct source *source = source_new(arena, "example.md", markdown);
    bool is_parsed = parse_markdown(arena, text_from_source(arena, source, 0), NULL, &diags, &doc);
    g_string_truncate(got, 0);
    if (is_parsed) {
        render(got, doc->root);
    }
    diags_clear(&diags);
    return is_parsed && is_same(value_string(value_get(example, "html")), got);
}

/* --- the known differences -------------------------------------------------------------------- */

/* "suite number"; a "?" in front: it may pass too. Lines that begin with "#" are remarks. */
static GHashTable *read_known(void) {
    char *text = NULL;
    if (!g_file_get_contents(PDFGEN_SOURCE_DIR "/tests/conformance/commonmark-known.txt", &text,
                             NULL, NULL)) {
        return NULL;
    }
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *colon = strchr(*line, ':');
        if (**line != '#' && colon) {
            g_hash_table_add(known, g_strndup(*line, (gsize)(colon - *line)));
        }
    }
    g_free(text);
    return known;
}

static void tell(const char *key, const struct value *example, const GString *got) {
    struct str markdown = value_string(value_get(example, "markdown"));
    struct str wanted = value_string(value_get(example, "html"));
    struct str section = value_string(value_get(example, "section"));
    fprintf(stderr, "%s: differs (" STR_FMT ")\n--- Markdown\n" STR_FMT "\n--- wanted\n" STR_FMT,
            key, STR_ARG(section), STR_ARG(markdown), STR_ARG(wanted));
    fprintf(stderr, "\n--- got\n%s\n", got->str);
}

static bool run_suite(const char *directory, const char *suite, GHashTable *known) {
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *path = g_strdup_printf("%s/%s.json", directory, suite);
    char *bytes = NULL;
    size_t n = 0;
    struct diags diags = {0};
    struct value *examples = NULL;
    if (!g_file_get_contents(path, &bytes, &n, NULL) ||
        !load_json(arena, source_new(arena, path, (struct str){bytes, n}), &diags, &examples)) {
        fprintf(stderr, "%s cannot be read\n", path);
        diags_clear(&diags);
        return false;
    }
    g_autoptr(GString) got = g_string_new(NULL);
    size_t n_passed = 0;
    bool is_right = examples->list.n > 0;
    for (size_t i = 0; i < examples->list.n; i++) {
        const struct value *example = examples->list.items[i];
        int64_t number = decimal_to_int(value_get(example, "example")->number);
        g_autofree char *key = g_strdup_printf("%s %d", suite, (int)number);
        bool is_passed = run_example(example, got);
        g_autofree char *either = g_strdup_printf("?%s", key);
        bool is_known = g_hash_table_remove(known, key);
        bool is_either = g_hash_table_remove(known, either);
        n_passed += is_passed;
        if (!is_passed && !is_known && !is_either) {
            tell(key, example, got);
            is_right = false;
        } else if (is_passed && is_known) {
            fprintf(stderr, "%s: passes, but is listed as a known difference\n", key);
            is_right = false;
        }
    }
    printf("%s: %zu of %zu examples pass, the others are known differences\n", suite, n_passed,
           examples->list.n);
    g_free(bytes);
    return is_right;
}

int main(void) {
    const char *shared = getenv("PDFGEN_SHARED");
    bool is_set = shared && *shared;
    g_autofree char *directory =
        g_strdup_printf("%s/spec/commonmark", is_set ? shared : PDFGEN_SOURCE_DIR "/../shared");
    if (!g_file_test(directory, G_FILE_TEST_IS_DIR)) {
        fprintf(stderr, "skipped: no folder %s; set PDFGEN_SHARED\n", directory);
        return 77;
    }
    g_autoptr(GHashTable) known = read_known();
    if (!known) {
        fprintf(stderr, "commonmark-known.txt cannot be read\n");
        return 1;
    }
    bool is_right = run_suite(directory, "commonmark", known);
    is_right = run_suite(directory, "gfm", known) && is_right;
    GHashTableIter left;
    gpointer key;
    g_hash_table_iter_init(&left, known);
    while (g_hash_table_iter_next(&left, &key, NULL)) {
        fprintf(stderr, "%s: listed as a known difference, but there is no such example\n",
                (char *)key);
        is_right = false;
    }
    return is_right ? 0 : 1;
}

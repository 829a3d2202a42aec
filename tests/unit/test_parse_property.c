/*
 * Random documents of all constructs: no word is lost or moved, and the tree keeps its shape.
 */
#include "parse_sample.h"

enum { DOCUMENTS = 5000, LINES_MAX = 14 };

static const char *const prefixes[] = {"",    "",     "",   "",       "> ", "- ",   "1. ", "  ",
                                       "   ", "    ", "\t", "      ", ">",  "> > ", "- - "};

/* "@" stands for a word that occurs once in the document. */
static const char *const contents[] = {
    "@",
    "@ @",
    "**@ @** *@*",
    "`@`",
    "[@](u)",
    "~~@",
    "@*",
    "@  ",
    "@\\",
    "# @",
    "---",
    "===",
    "***",
    "```",
    "~~~ x",
    "",
    "",
    "",
    ":::n",
    "::::n",
    ":::",
    "::::",
    ":::pagebreak",
    "[[toc]]",
    "[^n]",
    "[^n]: ",
    "[[page:a]]",
    "![a](b){width=1}",
    "!!! note",
    "!!! tip",
    "!!! tip inline",
    "<div class=\"x\">",
    "<div>",
    "</div>",
    "<div>@</div>",
    "@<div>@",
    "<p>@</p>",
    "<p>",
    "<h2>@ @</h2>",
    "<h3>@",
    "<ul>",
    "</ul>",
    "<li>@",
    "<li>@</li>",
    "<ol><li>@",
    "<table>",
    "</table>",
    "<tr><td>@",
    "<td>- @</td>",
    "<thead>",
    "<tr>",
    "</tr>",
    "<th># @",
    "<pre>@</pre>",
    "<b>@",
    "</b>",
    "@ <i>@</i> @",
    "<br>@",
    "<hr>",
    "<span class=\"y\">@</span>",
    "<span>",
    "<x-y>@</x-y>",
    "<Card>",
    "</Card>",
    "<details>",
    "<summary>@</summary>",
    "</details>",
    "<blockquote>@",
    "</blockquote>",
    "<!-- c -->",
    "@ <!-- c --> @",
    "<?x y",
    "a|b",
    "@|@",
    "-|-",
    "|@|@|@|",
    "|-|-|",
    "|@|",
    "@ | `@ \\| @`",
    "&amp;@",
    "<kbd>@</kbd>",
    "<code>@",
    "[!NOTE]",
    "<center>@</center>",
    "<script>",
    "<style>@",
    "- @",
    "> @",
    "<sub>@</sub>",
    "</td></tr>",
    "<td><ul><li>@</li></ul></td>",
    "\\<b>@",
    "`<b>@",
};

static void add_line(GRand *random, GString *out, GPtrArray *words) {
    int n = g_rand_int_range(random, 0, 3);
    for (int i = 0; i < n; i++) {
        guint32 choice = (guint32)g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(prefixes));
        g_string_append(out, prefixes[choice]);
    }
    guint32 choice = (guint32)g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(contents));
    for (const char *p = contents[choice]; *p; p++) {
        if (*p == '@') {
            char *word = g_strdup_printf("w%ux", words->len);
            g_ptr_array_add(words, word);
            g_string_append(out, word);
        } else {
            g_string_append_c(out, *p);
        }
    }
    g_string_append_c(out, '\n');
}

static bool holds_inlines(enum node_kind kind) {
    return kind == NODE_PARAGRAPH || kind == NODE_HEADING || kind == NODE_CELL;
}

/* Which children a node may have; NULL: the tree is right, else what is wrong. */
static const char *shape_error(const struct node *node) {
    const struct node *last = NULL;
    for (const struct node *child = node->first; child; child = child->next) {
        bool is_block = node_is_block(child);
        bool wants_blocks = node_is_block(node) && !holds_inlines(node->kind);
        if (child->parent != node) {
            return "a child has another parent";
        }
        if (is_block != wants_blocks) {
            return "blocks and inlines are mixed";
        }
        if ((child->kind == NODE_ITEM) != (node->kind == NODE_LIST) ||
            (child->kind == NODE_ROW) != (node->kind == NODE_TABLE) ||
            (child->kind == NODE_CELL) != (node->kind == NODE_ROW)) {
            return "a part stands outside its whole";
        }
        last = child;
    }
    if (node->last != last) {
        return "the last child is not the last";
    }
    return node->kind == NODE_PARAGRAPH && !node->first ? "a paragraph is empty" : NULL;
}

static const char *table_error(const struct node *table) {
    for (const struct node *row = table->first; row; row = row->next) {
        size_t n = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            n++;
        }
        if (n != table->table.n_columns) {
            return "a row has another number of cells than the table";
        }
    }
    return NULL;
}

static const char *tree_error(const struct doc *doc) {
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        const char *error = shape_error(at);
        if (!error && at->kind == NODE_TABLE) {
            error = table_error(at);
        }
        if (error) {
            return error;
        }
    }
    return NULL;
}

/* Only footnotes leave their place. */
static const char *words_error(Arena *arena, const struct doc *doc, const GPtrArray *words) {
    struct str text = doc_plain_text(arena, doc->root);
    bool has_notes = doc->root->last && doc->root->last->kind == NODE_NOTE;
    size_t at = 0;
    for (guint i = 0; i < words->len; i++) {
        at = has_notes ? 0 : at;
        at = str_find(text, str_from(g_ptr_array_index(words, i)), at);
        if (at == text.n) {
            return g_ptr_array_index(words, i);
        }
    }
    return str_find(text, STR("# :"), 0) < text.n ? "# :" : NULL;
}

static void check_document(GRand *random) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) markdown = g_string_new(NULL);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    int n = g_rand_int_range(random, 1, LINES_MAX + 1);
    for (int i = 0; i < n; i++) {
        add_line(random, markdown, words);
    }
    const struct doc *doc = sample_parse(arena, markdown->str);
    const char *error = tree_error(doc);
    const char *word = words_error(arena, doc, words);
    if (error || word) {
        g_autoptr(GString) dump = g_string_new(NULL);
        doc_dump(doc, dump);
        fail_msg("%s%s\n--- Markdown\n%s--- tree\n%s",
                 error ? error : "missing or moved: ", error ? "" : word, markdown->str, dump->str);
    }
}

static void test_random_documents(void **state) {
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed(20261104);
    for (int i = 0; i < DOCUMENTS; i++) {
        check_document(random);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/property/no word is lost and the tree keeps its shape", test_random_documents,
         NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

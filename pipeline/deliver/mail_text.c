#include "mail.h"

#include <string.h>

/* RFC 5322 section 2.1.1 wants lines of at most 78 characters; replies put signs in front. */
enum { LINE_LETTERS = 72 };

struct writer {
    GString *out;
    GString *indent; /* of every line */
    GString *hang;   /* of the next line instead: a list's mark; empty: none */
};

/* --- words ---------------------------------------------------------------------------------- */

static void append_link(const struct node *link, const GString *words, GString *out) {
    const char *target = link->link.target ? link->link.target : "";
    const char *plain = g_str_has_prefix(target, "mailto:") ? target + strlen("mailto:") : target;
    g_string_append_len(out, words->str, (gssize)words->len);
    if (*target && *target != '#' && !g_str_equal(words->str, plain)) {
        g_string_append_printf(out, " (%s)", plain);
    }
}

static void append_inlines(const struct node *parent, GString *out) {
    for (const struct node *node = parent->first; node; node = node->next) {
        if (node->kind == NODE_TEXT || node->kind == NODE_CODE) {
            g_string_append_len(out, node->text.p, (gssize)node->text.n);
        } else if (node->kind == NODE_SOFT_BREAK) {
            g_string_append_c(out, ' ');
        } else if (node->kind == NODE_LINE_BREAK) {
            g_string_append_c(out, '\n');
        } else if (node->kind == NODE_LINK) {
            g_autoptr(GString) words = g_string_new(NULL);
            append_inlines(node, words);
            append_link(node, words, out);
        } else {
            append_inlines(node, out);
        }
    }
}

/* --- lines ---------------------------------------------------------------------------------- */

static void begin_line(struct writer *writer) {
    if (writer->hang->len > 0) {
        g_string_append(writer->out, writer->hang->str);
        g_string_truncate(writer->hang, 0);
    } else {
        g_string_append(writer->out, writer->indent->str);
    }
}

/* Filled with words up to the length; a longer word, such as an address, keeps a line of its own.
 */
static void write_line(struct writer *writer, const char *text) {
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    glong room = LINE_LETTERS - g_utf8_strlen(writer->indent->str, -1), used = 0;
    begin_line(writer);
    for (char **word = words; *word; word++) {
        glong n = g_utf8_strlen(*word, -1);
        if (n == 0) {
            continue;
        }
        if (used > 0 && used + 1 + n > room) {
            g_string_append_c(writer->out, '\n');
            begin_line(writer);
            used = 0;
        }
        g_string_append_printf(writer->out, "%s%s", used > 0 ? " " : "", *word);
        used += n + (used > 0);
    }
    g_string_append_c(writer->out, '\n');
}

static void write_lines(struct writer *writer, const char *text) {
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        write_line(writer, *line);
    }
}

/* --- blocks --------------------------------------------------------------------------------- */

static void write_blocks(struct writer *writer, const struct node *parent);

static void write_words(struct writer *writer, const struct node *node) {
    g_autoptr(GString) words = g_string_new(NULL);
    append_inlines(node, words);
    write_lines(writer, words->str);
}

/* Underlined, as long as its last line is. */
static void write_heading(struct writer *writer, const struct node *node) {
    write_words(writer, node);
    gsize end = writer->out->len - strlen("\n"), begin = end;
    while (begin > 0 && writer->out->str[begin - 1] != '\n') {
        begin--;
    }
    glong n = g_utf8_strlen(writer->out->str + begin, (gssize)(end - begin));
    g_autofree char *line = g_strnfill((gsize)n, node->heading.level == 1 ? '=' : '-');
    g_string_append_printf(writer->out, "%s\n", line);
}

/* An empty line between blocks; items of a tight list follow each other. */
static void separate(struct writer *writer, const struct node *node) {
    bool is_first = node == node->parent->first;
    bool is_tight = node->kind == NODE_ITEM && node->parent->list.is_tight;
    bool is_in_item = node->parent->kind == NODE_ITEM && node->kind == NODE_LIST;
    if (!is_first && !is_tight && !is_in_item) {
        g_string_append_c(writer->out, '\n');
    }
}

static void write_item(struct writer *writer, const struct node *item) {
    const char *box = item->item.task == TASK_DONE   ? "[x] "
                      : item->item.task == TASK_OPEN ? "[ ] "
                                                     : "";
    g_autofree char *mark =
        item->parent->list.is_ordered
            ? g_strdup_printf("%" G_GINT64_FORMAT ". %s", item->item.number, box)
            : g_strdup_printf("- %s", box);
    gsize before = writer->indent->len;
    g_string_printf(writer->hang, "%s%s", writer->indent->str, mark);
    g_string_append_printf(writer->indent, "%*s", (int)strlen(mark), "");
    write_blocks(writer, item);
    g_string_truncate(writer->indent, before);
}

static void write_code(struct writer *writer, const struct node *node) {
    struct str rest = node->code.text, line;
    while (str_next_line(&rest, &line)) {
        begin_line(writer);
        g_string_append_printf(writer->out, "    " STR_FMT "\n", STR_ARG(line));
    }
}

static void write_row(struct writer *writer, const struct node *row) {
    g_autoptr(GString) words = g_string_new(NULL);
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        append_inlines(cell, words);
        g_string_append(words, cell->next ? " | " : "");
    }
    write_lines(writer, words->str);
}

static void write_quote(struct writer *writer, const struct node *node) {
    gsize before = writer->indent->len;
    g_string_append(writer->indent, "> ");
    write_blocks(writer, node);
    g_string_truncate(writer->indent, before);
}

static void write_callout(struct writer *writer, const struct node *node) {
    if (node->callout.title.n > 0) {
        g_autofree char *title = g_strndup(node->callout.title.p, node->callout.title.n);
        write_lines(writer, title);
    }
    write_blocks(writer, node);
}

static void write_block(struct writer *writer, const struct node *node) {
    switch (node->kind) {
    case NODE_HEADING: write_heading(writer, node); return;
    case NODE_PARAGRAPH: write_words(writer, node); return;
    case NODE_ITEM: write_item(writer, node); return;
    case NODE_QUOTE: write_quote(writer, node); return;
    case NODE_CODE_BLOCK: write_code(writer, node); return;
    case NODE_RULE: write_line(writer, "---"); return;
    case NODE_ROW: write_row(writer, node); return;
    case NODE_CALLOUT: write_callout(writer, node); return;
    case NODE_TABLE:
        for (const struct node *row = node->first; row; row = row->next) {
            write_row(writer, row);
        }
        return;
    default: write_blocks(writer, node); return; /* documents, lists, containers, notes */
    }
}

static void write_blocks(struct writer *writer, const struct node *parent) {
    for (const struct node *node = parent->first; node; node = node->next) {
        separate(writer, node);
        write_block(writer, node);
    }
}

/* RFC 3676 section 4.3: programs take what stands below "-- " for the sender's own, and fold it. */
static void write_signature(struct writer *writer, const struct mail_look *look) {
    if (*look->imprint || *look->website) {
        g_string_append(writer->out, "\n-- \n");
    }
    if (*look->imprint) {
        write_line(writer, look->imprint);
    }
    if (*look->website) {
        write_line(writer, look->website);
    }
}

void mail_write_text(const struct doc *doc, const struct mail_look *look, GString *out) {
    g_autoptr(GString) indent = g_string_new(NULL);
    g_autoptr(GString) hang = g_string_new(NULL);
    struct writer writer = {.out = out, .indent = indent, .hang = hang};
    write_blocks(&writer, doc->root);
    write_signature(&writer, look);
}

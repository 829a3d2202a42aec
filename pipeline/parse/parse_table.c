#include "parse_prepare.h"

#include <string.h>

/* md4c takes no more from 0.5 on, and says nothing. */
enum { TABLE_COLUMNS_MAX = 128 };

/*
 * GFM lets a table begin behind the lines of a paragraph; md4c wants a paragraph of its own. A
 * break goes before a line that the next line makes a table's head.
 */
bool table_begins(const struct scanner *s, size_t at) {
    if (!s->is_in_paragraph || !memchr(s->text.p + at, '|', s->end - at)) {
        return false;
    }
    struct scanner ahead = *s;
    struct place place;
    if (!scan_next_line(&ahead, &place)) {
        return false;
    }
    struct str head = str_slice(s->text, at, s->end);
    struct str rule = str_slice(s->text, place.at, ahead.end);
    size_t n = line_table_columns(rule);
    return n > 0 && n == line_count_cells(head);
}

/* Whoever draws bars means a table. */
static void report_rule(const struct scanner *s, struct str line, size_t n_columns, size_t at) {
    if (s->head_cells < 2 || !memchr(line.p, '|', line.n)) {
        return;
    }
    diag_warning(s->parse->diags, scan_span(s, at, s->end), DIAG_MARKDOWN_BLOCK,
                 "this is no table: its head has %zu cells, the line of hyphens beneath it %zu",
                 s->head_cells, n_columns);
    diag_hint(s->parse->diags, "Write as many groups of hyphens as there are cells above them.");
}

static void report_columns(const struct scanner *s, size_t n_columns, size_t at) {
    diag_error(s->parse->diags, scan_span(s, at, s->end), DIAG_LAYOUT_LIMIT,
               "a table has %zu columns, at most %d are possible", n_columns, TABLE_COLUMNS_MAX);
    diag_hint(s->parse->diags, "Make several tables of it.");
}

/*
 * The line between head and body. GFM takes one hyphen a column where md4c wants three; and where
 * the numbers of columns differ it is no table for GFM, while md4c would drop cells.
 */
void table_rule(struct scanner *s, struct str line, size_t n_columns, size_t at) {
    bool is_large = n_columns > TABLE_COLUMNS_MAX;
    bool is_table = n_columns == s->head_cells && !is_large;
    if (is_large) {
        report_columns(s, n_columns, at);
    } else if (!is_table) {
        report_rule(s, line, n_columns, at);
    }
    if (!is_table) {
        scan_made(s, "\\", at);
    }
    bool is_in_cell = false;
    for (size_t i = 0; i < line.n; i++) {
        scan_words(s, at + i, at + i + 1);
        bool is_hyphen = line.p[i] == '-';
        if (is_hyphen && !is_in_cell && is_table) {
            scan_made(s, "--", at + i);
        }
        is_in_cell = is_hyphen || (is_in_cell && line.p[i] != '|');
    }
    scan_end_line(s);
    s->table_columns = is_table ? n_columns : 0;
}

/* More cells than the table has columns: the last one takes the words of the rest. */
void table_long_row(struct scanner *s, struct str line, size_t at) {
    diag_warning(s->parse->diags, scan_span(s, at, s->end), DIAG_MARKDOWN_BLOCK,
                 "the row has %zu cells, its table's head has %zu", line_count_cells(line),
                 s->table_columns);
    diag_hint(s->parse->diags, "Write \"\\|\" for a bar inside a cell.");
    size_t n = 1;
    for (size_t i = 0; i < line.n; i++) {
        bool is_bar = line.p[i] == '|' && i > 0 && i + 1 < line.n;
        bool is_padding = line.p[i] == ' ' && i + 1 < line.n && line.p[i + 1] == ' ';
        if (is_padding) {
            continue;
        }
        n += is_bar;
        if (is_bar && n > s->table_columns) {
            scan_made(s, "\\", at + i);
        }
        bool is_escape = line.p[i] == '\\' && i + 1 < line.n;
        scan_words(s, at + i, at + i + 1 + is_escape);
        i += is_escape;
    }
    scan_end_line(s);
}

/* A table's head on the line, whatever stands before it in the paragraph. */
void table_head(struct scanner *s, size_t at) {
    scan_mark(s, MARK_BREAK, NULL, 0, at);
    scan_words(s, at, s->end);
    scan_end_line(s);
    s->is_in_paragraph = true;
}

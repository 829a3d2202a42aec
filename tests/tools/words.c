/*
 * words.c - the words of a text in order, one a line, folded to lower case. A hyphen inside a word
 * is left out, because a reader of pages cannot tell it from one at a line's end.
 *
 * Call:   words text FILE        every run of letters and digits
 *         words markdown FILE    the words a reader of the page must see: without front matter,
 *                                link targets, images, tags, comments, entities, list numbers,
 *                                heading ids and the names of blocks. What stands in code is kept
 *                                as it is; of a flowchart, which is drawn, the words between its
 *                                brackets and bars and the titles of its subgraphs
 *
 * Judges parse/ and layout/ from outside, so it shares no code with them and knows only as much
 * Markdown as telling words from punctuation takes.
 */
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What follows a hyphen at @p that joins two halves of a word, on one line or on two; else NULL. */
static const char *second_half(const char *p) {
    gunichar c = g_utf8_get_char(p);
    if (c != '-' && c != 0xAD && c != 0x2010 && c != 0x2011) {
        return NULL;
    }
    p = g_utf8_next_char(p);
    p += *p == '\n';
    return g_unichar_isalnum(g_utf8_get_char(p)) ? p : NULL;
}

static void print_words(const char *text) {
    g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
    g_autofree char *folded = g_utf8_casefold(plain ? plain : "", -1);
    bool is_inside = false;
    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        const char *half = is_inside ? second_half(p) : NULL;
        p = half ? half : p;
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c) || (is_inside && g_unichar_ismark(c))) {
            printf("%.*s", (int)(g_utf8_next_char(p) - p), p);
            is_inside = true;
        } else if (is_inside) {
            putchar('\n');
            is_inside = false;
        }
    }
    if (is_inside) {
        putchar('\n');
    }
}

/* --- inline: text outside of fences, as one string -------------------------------------------- */

static size_t run_length(const char *p, char c) {
    size_t n = 0;
    while (p[n] == c) {
        n++;
    }
    return n;
}

/* The end of a code span that starts at @p with @n backticks; NULL: the backticks are text. */
static const char *code_span_end(const char *p, size_t n) {
    for (p += n; *p; p++) {
        size_t here = run_length(p, '`');
        if (here == n) {
            return p + n;
        }
        p += here > 0 ? here - 1 : 0;
        if (p[0] == '\n' && p[1] == '\n') {
            return NULL;
        }
    }
    return NULL;
}

/* The end of a tag, comment or autolink at "<"; NULL: not one. @ret_is_shown: an autolink. */
static const char *tag_end(const char *p, bool *ret_is_shown) {
    *ret_is_shown = false;
    if (g_str_has_prefix(p, "<!--")) {
        const char *end = strstr(p, "-->");
        return end ? end + 3 : p + strlen(p);
    }
    if (!g_ascii_isalpha(p[1]) && p[1] != '/') {
        return NULL;
    }
    const char *end = strchr(p, '>');
    if (!end || g_strstr_len(p, end - p, "\n\n")) {
        return NULL;
    }
    *ret_is_shown = g_str_has_prefix(p, "<http") || g_str_has_prefix(p, "<mailto");
    return end + 1;
}

/* The end of "(target "title")" at "("; NULL where it is never closed. */
static const char *target_end(const char *p) {
    int depth = 0;
    for (; *p && *p != '\n'; p++) {
        depth += (*p == '(') - (*p == ')');
        if (depth == 0) {
            return p + 1;
        }
    }
    return NULL;
}

static const char *image_end(const char *p) {
    const char *close = strstr(p, "](");
    return close ? target_end(close + 1) : NULL;
}

static const char *entity_end(const char *p) {
    const char *end = p + 1;
    while (g_ascii_isalnum(*end) || *end == '#') {
        end++;
    }
    return *end == ';' && end > p + 1 ? end + 1 : NULL;
}

static const char *heading_id_end(const char *p) {
    const char *end = p[1] == '#' || p[1] == ':' || p[1] == '.' ? strpbrk(p, "}\n") : NULL;
    return end && *end == '}' ? end + 1 : NULL;
}

/* Where reading goes on after what a reader never sees at @p; @p itself where it is text. */
static const char *skip_unseen(const char *p) {
    bool is_shown = false;
    const char *end = NULL;
    if (p[0] == '<') {
        end = tag_end(p, &is_shown);
    } else if (p[0] == ']' && p[1] == '(') {
        end = target_end(p + 1);
    } else if (p[0] == '!' && p[1] == '[') {
        end = image_end(p);
    } else if (p[0] == '&') {
        end = entity_end(p);
    } else if (p[0] == '{') {
        end = heading_id_end(p);
    }
    return end && !is_shown ? end : p;
}

static void print_inline(const char *p) {
    g_autoptr(GString) seen = g_string_new(NULL);
    while (*p) {
        size_t n_ticks = run_length(p, '`');
        const char *end = n_ticks > 0 ? code_span_end(p, n_ticks) : NULL;
        if (end) {
            g_string_append_len(seen, p, end - p);
            p = end;
            continue;
        }
        end = skip_unseen(p);
        if (end != p) {
            g_string_append_c(seen, ' ');
            p = end;
        } else {
            g_string_append_c(seen, *p++);
        }
    }
    print_words(seen->str);
}

/* --- lines ------------------------------------------------------------------------------------ */

/* What a line says once quote marks, list markers, task boxes and block names are gone. */
static char *line_text(const char *line) {
    static GRegex *marks[7];
    static const char *const patterns[7] = {
        "(?<!\\\\)\\[x?_{3,}\\*?\\]",                                       /* [x____] */
        "^[\\s>]*\\[![A-Za-z]+\\]",                                         /* > [!NOTE] */
        "^[\\s>]*:::+(?:(?:columns|number)\\b.*|[\\w-]*(?=\\[|\\s|\\{|$))", /* :::tip[Title] */
        "^[\\s>]*(?:!!!|\\?\\?\\?\\+?) +[\\w-]+",                 /* !!! warning "Title" */
        "^(?:[\\s>]|[-*+]\\s+|\\d+[.)]\\s+)+(?:\\[[ xX]\\]\\s)?", /* list markers, task boxes */
        "^\\s*\\[[^\\]]+\\]:\\s*\\S+.*$",                         /* link definitions */
        "^\\s*\\[(\\[toc\\]|TOC)\\]\\s*$",                        /* the table of contents */
    };
    char *text = g_strdup(line);
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        if (!marks[i]) {
            marks[i] = g_regex_new(patterns[i], G_REGEX_OPTIMIZE, 0, NULL);
        }
        char *next = g_regex_replace_literal(marks[i], text, -1, 0, "", 0, NULL);
        g_free(text);
        text = next;
    }
    return text;
}

static size_t fence_length(const char *line) {
    while (*line == ' ' || *line == '\t' || *line == '>') {
        line++;
    }
    size_t n = MAX(run_length(line, '`'), run_length(line, '~'));
    return n >= 3 ? n : 0;
}

/* A flowchart is a figure: its source holds names and styles that no page shows. */
static bool is_flowchart(char *const *fence) {
    if (!strstr(fence[0], "mermaid")) {
        return false;
    }
    for (size_t i = 1; fence[i]; i++) {
        const char *line = fence[i] + strspn(fence[i], " \t");
        if (*line != '\0' && !g_str_has_prefix(line, "%%")) {
            return g_str_has_prefix(line, "graph") || g_str_has_prefix(line, "flowchart");
        }
    }
    return false;
}

/* Of a line of a flowchart. */
static void print_flowchart_line(const char *line) {
    static GRegex *title, *label, *style;
    if (!title) {
        title = g_regex_new("^\\s*subgraph\\s+(?:[^\\[]*\\[)?(.*?)\\]?\\s*$", G_REGEX_OPTIMIZE, 0,
                            NULL);
        label = g_regex_new("[\\[({]+([^\\[\\](){}|]+)[\\])}]+|\\|([^|]*)\\|", G_REGEX_OPTIMIZE, 0,
                            NULL);
        style = g_regex_new("^\\s*(%%|style |class|linkStyle |graph |flowchart )", G_REGEX_OPTIMIZE,
                            0, NULL);
    }
    g_autoptr(GMatchInfo) match = NULL;
    if (g_regex_match(style, line, 0, NULL)) {
        return;
    }
    bool is_title = g_regex_match(title, line, 0, NULL);
    g_regex_match(is_title ? title : label, line, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *inside = g_match_info_fetch(match, 1);
        g_autofree char *between = g_match_info_fetch(match, 2);
        print_inline(inside && *inside ? inside : between ? between : "");
    }
}

static void print_markdown(char **lines) {
    size_t i = 0;
    if (lines[0] && strcmp(lines[0], "---") == 0) {
        for (i = 1; lines[i] && strcmp(lines[i], "---") != 0; i++) {
        }
        i += lines[i] ? 1 : 0;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    size_t fence = 0;
    bool is_drawn = false;
    for (; lines[i]; i++) {
        size_t n = fence_length(lines[i]);
        if (fence == 0 && n > 0) {
            print_inline(text->str);
            g_string_truncate(text, 0);
            fence = n;
            is_drawn = is_flowchart(lines + i);
        } else if (fence > 0 && n >= fence) {
            fence = 0;
        } else if (fence > 0 && is_drawn) {
            print_flowchart_line(lines[i]);
        } else if (fence > 0) {
            print_words(lines[i]);
        } else {
            g_autofree char *line = line_text(lines[i]);
            g_string_append_printf(text, "%s\n", line);
        }
    }
    print_inline(text->str);
}

int main(int argc, char **argv) {
    g_autofree char *text = NULL;
    if (argc != 3 || !g_file_get_contents(argv[2], &text, NULL, NULL)) {
        fprintf(stderr, "usage: words text|markdown FILE\n");
        return 2;
    }
    if (strcmp(argv[1], "markdown") == 0) {
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        print_markdown(lines);
    } else {
        print_words(text);
    }
    return 0;
}
